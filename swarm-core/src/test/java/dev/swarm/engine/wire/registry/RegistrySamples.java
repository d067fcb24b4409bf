package dev.swarm.engine.wire.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import java.util.BitSet;
import java.util.Collections;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Values and messages of every kind by chance, all of which an encoder may be given. */
public final class RegistrySamples {

    private static final String[] TEXTS = {"a", "device-0000001", "ключ", "scope/🦇", "x".repeat(200)};
    private static final int LENGTH_MAX = 300;

    private final SplittableRandom random;

    /** Makes them from a seed. */
    public RegistrySamples(SplittableRandom random) {
        this.random = random;
    }

    /** Returns what is told of a name. */
    public NameValue name() {
        return random.nextBoolean()
                ? new NameValue(token(1), recipe(), Collections.emptySortedSet())
                : new NameValue(token(1), null, groups());
    }

    /** Returns what is told of a node. */
    public NodeValue node() {
        return new NodeValue(random.nextBoolean(), 1 + random.nextInt(RegistryBounds.WEIGHT), random.nextLong());
    }

    /** Returns a message about names. */
    public RegistryMessage message() {
        long number = random.nextLong() >> random.nextInt(Long.SIZE);
        return switch (random.nextInt(8)) {
            case 0 -> new RegistryMessage.Ask(number, text(), op(), 1 + random.nextInt(3_600_000));
            case 1 -> {
                Verdict verdict = one(Verdict.values());
                NodeId node = random.nextBoolean() ? NodeId.of(text()) : null;
                yield new RegistryMessage.Reply(number, verdict, token(0), node, reason());
            }
            case 2 -> new RegistryMessage.Cancel(number);
            case 3 -> {
                byte[] state = random.nextBoolean() ? bytes() : null;
                yield new RegistryMessage.Prepare(
                        number,
                        text(),
                        recipe(),
                        token(0),
                        state == null ? null : new Blob(state),
                        random.nextBoolean());
            }
            case 4 -> {
                boolean accepted = random.nextBoolean();
                yield new RegistryMessage.Prepared(number, accepted, !accepted && random.nextBoolean(), reason());
            }
            case 5 -> new RegistryMessage.Commit(number);
            case 6 -> new RegistryMessage.Live(number, token(0));
            default -> new RegistryMessage.Abort(number);
        };
    }

    /** Returns a message about who may own. */
    public TenureMessage tenure() {
        return switch (random.nextInt(3)) {
            case 0 -> new TenureMessage.Renew(token(0), random.nextLong(), token(0), partitions());
            case 1 -> new TenureMessage.Grant(token(0), token(0), partitions());
            default -> new TenureMessage.Yield(random.nextLong(), token(0), partitions());
        };
    }

    /** Returns partitions: none, few, a share, or all of some number. */
    public BitSet partitions() {
        BitSet partitions = new BitSet();
        int bound = 1 << random.nextInt(4, 17);
        int share = random.nextInt(5) == 0 ? bound : random.nextInt(1 + (bound >> random.nextInt(10)));
        if (random.nextBoolean()) {
            int from = random.nextInt(bound - share + 1);
            partitions.set(from, from + share);
            return partitions;
        }
        for (int i = 0; i < share; i++) {
            partitions.set(random.nextInt(bound));
        }
        return partitions;
    }

    private Op op() {
        return switch (random.nextInt(6)) {
            case 0 -> new Op.Register(recipe());
            case 1 -> new Op.Stop(one(StopMode.values()), token(0));
            case 2 -> new Op.Unregister();
            case 3 -> new Op.Join(text());
            case 4 -> new Op.Leave(text());
            default -> new Op.Hint(hint());
        };
    }

    private Recipe recipe() {
        RestartPolicy policy = one(RestartPolicy.values());
        return new Recipe(text(), bytes(), policy, hint(), groups());
    }

    @Nullable
    private String hint() {
        return random.nextBoolean() ? reason() : null;
    }

    private String reason() {
        return random.nextBoolean() ? text() : "";
    }

    private String text() {
        return one(TEXTS);
    }

    private <T> T one(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(3) == 0 ? random.nextInt(LENGTH_MAX) : random.nextInt(4)];
        random.nextBytes(bytes);
        return bytes;
    }

    private SortedSet<String> groups() {
        SortedSet<String> groups = new TreeSet<>();
        int count = random.nextInt(20) == 0 ? RegistryBounds.GROUPS : random.nextInt(3);
        for (int i = 0; i < count; i++) {
            groups.add(TEXTS[i % TEXTS.length] + i);
        }
        return groups;
    }

    /** Returns a token of any length, the least one and the highest there is among them. */
    private long token(long least) {
        return Math.max(least, random.nextLong() >>> (1 + random.nextInt(Long.SIZE - 1)));
    }
}

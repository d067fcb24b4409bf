package dev.swarm.engine.wire.replication;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskHashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.AskLeaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Digest;
import dev.swarm.engine.wire.replication.ReplicaMessage.Ended;
import dev.swarm.engine.wire.replication.ReplicaMessage.Graft;
import dev.swarm.engine.wire.replication.ReplicaMessage.Hashes;
import dev.swarm.engine.wire.replication.ReplicaMessage.Have;
import dev.swarm.engine.wire.replication.ReplicaMessage.LeafPart;
import dev.swarm.engine.wire.replication.ReplicaMessage.Leaves;
import dev.swarm.engine.wire.replication.ReplicaMessage.Prune;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.ReplicaMessage.TooOld;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Messages of every kind by chance, all of which an encoder may be given. */
public final class ReplicaSamples {

    private static final String[] TEXTS = {"k", "ключ", "e:hero-1", "w:🦇", "x".repeat(300)};

    private final SplittableRandom random;

    /** Makes them from a seed. */
    public ReplicaSamples(SplittableRandom random) {
        this.random = random;
    }

    /** Returns a message. */
    public ReplicaMessage next() {
        return switch (random.nextInt(10)) {
            case 0 -> new Push(list(this::run));
            case 1 -> new Have(random.nextBoolean(), numbers());
            case 2 -> new Digest(random.nextLong(), random.nextLong());
            case 3 -> new Prune(list(this::replica));
            case 4 -> new Graft(numbers());
            case 5 -> new TooOld();
            case 6 -> new AskHashes(random.nextInt(ReplicaBounds.DEPTH), list(this::leaf));
            case 7 -> hashes();
            case 8 -> new AskLeaves(list(this::leaf));
            default -> new Leaves(numbers(), list(this::part));
        };
    }

    private Run run() {
        ReplicaId origin = replica();
        long first = number();
        List<Write> writes = new ArrayList<>();
        long next = first + random.nextInt(3);
        for (int i = random.nextInt(4); i > 0; i--) {
            writes.add(write(new Dot(origin, next)));
            next += 1 + random.nextInt(3);
        }
        return new Run(origin, first, next, writes);
    }

    private LeafPart part() {
        return new LeafPart(
                leaf(),
                random.nextBoolean(),
                random.nextBoolean(),
                list(() -> write(dot())),
                list(() -> new Ended(key(), dot())));
    }

    private Write write(Dot dot) {
        byte[] value = random.nextInt(4) == 0 ? null : new byte[random.nextInt(20)];
        if (value != null) {
            random.nextBytes(value);
        }
        return new Write(
                dot, key(), random.nextLong(Long.MAX_VALUE), value, random.nextBoolean() ? List.of() : list(this::dot));
    }

    private Hashes hashes() {
        List<Integer> nodes = list(this::leaf);
        List<Long> hashes = new ArrayList<>();
        for (int i = 0; i < nodes.size() * ReplicaBounds.FANOUT; i++) {
            hashes.add(random.nextLong());
        }
        return new Hashes(random.nextInt(ReplicaBounds.DEPTH), nodes, hashes, numbers());
    }

    private Map<ReplicaId, Long> numbers() {
        Map<ReplicaId, Long> numbers = new LinkedHashMap<>();
        list(this::replica).forEach(replica -> numbers.put(replica, number()));
        return numbers;
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private Dot dot() {
        return new Dot(replica(), number());
    }

    private ReplicaId replica() {
        return new ReplicaId("node-" + random.nextInt(5), random.nextInt(3) - 1L);
    }

    private long number() {
        return 1 + (random.nextLong() >>> (1 + random.nextInt(63))) / 2;
    }

    private int leaf() {
        return random.nextInt(ReplicaBounds.LEAVES);
    }

    private Key key() {
        return Key.of(TEXTS[random.nextInt(TEXTS.length)]);
    }
}

package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.api.registry.Placement;
import dev.swarm.api.registry.Placement.NodeLoad;
import dev.swarm.engine.registry.Locals.Local;
import dev.swarm.engine.registry.placement.PartitionTable.Share;
import dev.swarm.engine.registry.tenure.Tenure;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What all parts of the registry share: who is here, who owns, which copies there are, and the way to the rows. */
final class Realm {

    final RegistryParts parts;
    final Peers peers;
    final Owners owners;
    final Copies copies;
    final Locals locals;
    final Tenure tenure;
    final Census census = new Census();
    final Tallies tallies = new Tallies();

    /** Copies that wait for a time. */
    final Agenda<Copy> agenda = new Agenda<>();

    /** Names to be looked at again before the step ends. */
    final Set<String> dirty = new LinkedHashSet<>();

    /** The highest token given out here, for each partition. */
    private final long[] tokens;

    /** What was asked for last: a step asks several times for one. */
    private Key key = key("");

    private final Set<String> snoozing = new LinkedHashSet<>();
    private final Deadline snooze = new Deadline();
    private List<NodeLoad> loads = List.of();
    private long loadsOf;

    Realm(RegistryParts parts) {
        this.parts = parts;
        this.peers = new Peers(parts.self(), parts.startOf());
        this.owners = new Owners(parts, peers);
        this.locals = new Locals(peers);
        this.copies = new Copies(parts.config().partitions(), parts.model());
        this.tenure = parts.tenure();
        this.tokens = new long[parts.config().partitions()];
        parts.model().connect(parts.ledger().marks());
        parts.model().guardBy(tenure.gate());
    }

    NodeId self() {
        return peers.self();
    }

    RegistryConfig config() {
        return parts.config();
    }

    /** Has a name looked at again a little later. */
    void snooze(Now now, String name) {
        snoozing.add(name);
        if (!snooze.isSet()) {
            snooze.set(now, config().restarts().backoff().toNanos());
        }
    }

    /** Looks again at what was put off. */
    void awake(Now now) {
        if (snooze.isDue(now)) {
            snooze.clear();
            dirty.addAll(snoozing);
            snoozing.clear();
        }
    }

    long nextAwakeNanos() {
        return snooze.atNanos();
    }

    /** Has a copy looked at some time later, or after a step if that is now. */
    void wake(Now now, Copy copy, long delayNanos) {
        agenda.set(now, copy.deadline, delayNanos);
    }

    void effect(Effect effect) {
        parts.outbox().effect(effect);
    }

    @Nullable
    Row row(String name) {
        return parts.ledger().get(keyOf(name));
    }

    /** A name is about to become local. */
    void expect(String name) {
        parts.ledger().expect(key(name));
    }

    /** Returns what a user of this node registered by a name, {@code null} for nothing. */
    @Nullable
    Local local(String name) {
        return locals.find(name, row(name));
    }

    /** Tells whether a name lives here, or is on its way. */
    boolean isHere(String name) {
        return copies.find(name) != null || locals.has(name, row(name));
    }

    /** Returns the key of a name's row; made once while the same name is asked for. */
    private Key keyOf(String name) {
        if (!name.equals(key.name())) {
            key = key(name);
        }
        return key;
    }

    private static Key key(String name) {
        return new Key(Ledger.NAME, name);
    }

    /** Tells whether a row is asserted by a process that lives. */
    boolean isHeld(@Nullable Row row) {
        return row != null && peers.isLive(row.write().origin());
    }

    /** Tells whether the winner of a row has a recipe. */
    static boolean isManaged(Row row) {
        byte[] value = row.write().value();
        return value != null && NameCodec.isManaged(value);
    }

    /** Returns which other node has a name, {@code null} if none that lives does. */
    @Nullable
    NodeId holder(@Nullable Row row) {
        return row != null && isOthers(row) ? peers.node(row.write().origin()) : null;
    }

    /**
     * Tells whether a row may leave something to do here: those of local names are as they should be, and those that
     * others hold are theirs, but with a quorum whoever holds the partition looks after them.
     */
    boolean mayWantReview(Row row) {
        return !locals.isPlain(row) && (isQuorum() || !isOthers(row));
    }

    private boolean isOthers(Row row) {
        return isHeld(row) && !isMine(row);
    }

    boolean isMine(Row row) {
        return peers.isSelf(row.write().origin());
    }

    /** Returns the highest token of any life that a name's row tells of; 0 for none. */
    long knownToken(String name) {
        long highest = 0;
        for (Row at = row(name); at != null; at = at.next()) {
            NameValue value = value(at);
            highest = value == null ? highest : Math.max(highest, value.token());
        }
        return highest;
    }

    /** Reads the winner of a row; {@code null} if it cannot be read. */
    static @Nullable NameValue value(@Nullable Row row) {
        if (row == null) {
            return null;
        }
        Write write = row.write();
        byte[] bytes = write.value();
        try {
            return bytes == null ? null : NameCodec.decode(bytes, write.time());
        } catch (MalformedPacketException e) {
            return null;
        }
    }

    /** Says that a local name begins to live here; returns its token, 0 if there is no room. */
    long assertFresh(Now now, String name) {
        try {
            return parts.ledger().write(now, keyOf(name), NameCodec.fresh());
        } catch (OverlayFullException e) {
            return 0;
        }
    }

    /** Says that a name lives here; false if there is no room. */
    boolean assertRow(Now now, String name, NameValue value) {
        try {
            long unused = parts.ledger().write(now, keyOf(name), NameCodec.encode(value));
            return true;
        } catch (OverlayFullException e) {
            return false;
        }
    }

    /** Says so of a copy. */
    boolean assertRow(Now now, Copy copy) {
        boolean written = assertRow(now, copy.name, new NameValue(copy.token, copy.recipe, new TreeSet<>()));
        copy.asserted |= written;
        copy.assertedNanos = now.nanos();
        return written;
    }

    void removeRow(Now now, String name) {
        if (row(name) != null) {
            long unused = parts.ledger().write(now, keyOf(name), null);
        }
    }

    /**
     * Returns a token above all that are known for a name; not above what the tenure allows, or 0 if that cannot be.
     *
     * @param held one that was handed out for this life already, and is kept if it is high enough; 0 for none
     */
    long nextToken(Now now, int partition, long known, long held) {
        long floor = Math.max(known, tenure.floor(partition));
        // a name that was taken away has left no token behind, and the clock may be behind the floor
        long fresh = Math.max(parts.ledger().time(now), Math.max(floor, tokens[partition]) + 1);
        long token = held > floor ? held : fresh;
        if (token <= tenure.ceiling(partition)) {
            tokens[partition] = Math.max(tokens[partition], token);
            return token;
        }
        tenure.reach(now, token);
        return 0;
    }

    int partition(String name) {
        return owners.table().partitionOf(name);
    }

    boolean isQuorum() {
        return config().strategy().needsQuorum();
    }

    /** Tells whether names are where the table says, so that nobody else is asked. */
    private boolean isPlain() {
        String name = config().strategy().name();
        return isQuorum() || name.equals(RegistryConfig.Strategy.RING);
    }

    /**
     * Returns where a name should live, {@code null} if there are no owners.
     *
     * @param current where it lives now, {@code null} for nowhere
     */
    @Nullable
    NodeId place(String name, Recipe recipe, @Nullable NodeId current) {
        NodeId owner = owners.table().owner(partition(name));
        if (owner == null || isPlain()) {
            return owner;
        }
        NodeId here = current != null && owners.isOwner(current) ? current : null;
        Placement.Question question = new Placement.Question(name, recipe.type(), recipe.hint(), here, owner, loads());
        try {
            NodeId place = parts.placement().place(question);
            return owners.isOwner(place) ? place : owner;
        } catch (RuntimeException e) {
            tallies.placementFailures++;
            return owner;
        }
    }

    private List<NodeLoad> loads() {
        long current = census.version() + (owners.version() << 32);
        if (loadsOf != current) {
            loadsOf = current;
            loads = new ArrayList<>();
            for (Share share : owners.table().owners()) {
                loads.add(new NodeLoad(share.node(), share.weight(), census.managed(share.node())));
            }
        }
        return loads;
    }
}

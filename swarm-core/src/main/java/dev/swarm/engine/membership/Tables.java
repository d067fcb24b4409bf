package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Full tables as they are exchanged: written out, and merged record by record through the claims they stand for. */
final class Tables {

    /**
     * Most bytes of all records of one table, far enough below the 20 MiB that peers take on a stream for text that
     * compression makes longer. Members beyond it are left to the rumors.
     */
    private static final int MAX_BYTES = 12 << 20;

    /** Field names and numbers of one record. */
    private static final int RECORD_BYTES = 96;

    private final Core core;
    private final Claims claims;
    private final Compatibility compatibility;

    Tables(Core core, Claims claims, Compatibility compatibility) {
        this.core = core;
        this.claims = claims;
        this.compatibility = compatibility;
    }

    /**
     * Writes the table out: the live, those ended so lately that not everyone may know, and whoever the peer itself
     * named, so that a restarted node learns what it must outrank. The answer to a request already speaks what the
     * peer understands.
     */
    PushPull write(Now now, boolean join, @Nullable PushPull request) {
        Set<NodeId> asked = new HashSet<>();
        if (request != null) {
            adapt(now, request);
            request.records().forEach(record -> asked.add(record.name()));
        }
        int room = MAX_BYTES;
        long spread = core.timing.spreadNanos(core.table.live());
        List<MemberRecord> records = new ArrayList<>(core.table.size());
        for (MemberEntry entry : core.table.all()) {
            boolean lately = now.nanos() - entry.sinceNanos() <= spread;
            if (room > 0 && (entry.isLive() || lately || asked.contains(entry.id()))) {
                MemberRecord record = entry.toRecord();
                records.add(record);
                room -= lengthOf(record);
            }
        }
        return new PushPull(join, records, Bytes.EMPTY);
    }

    /** Merges a peer's table; returns why it may not be merged, {@code null} if it was. */
    @Nullable
    String merge(Now now, PushPull table) {
        adapt(now, table);
        String problem = compatibility.problemWith(table);
        if (problem != null) {
            core.counters.increment(Rejection.INCOMPATIBLE);
            return problem;
        }
        for (MemberRecord record : table.records()) {
            merge(now, record);
        }
        return null;
    }

    /**
     * Takes a record for the claim it stands for. Nobody is given up on hearsay: a dead record only raises a doubt
     * (specification section 11.7). Who first doubted is not in the table, so all such doubts go under the name of the
     * doubted itself: however many nodes compare tables with one slow node, its doubt stays that of one accuser. A
     * doubted member that is unknown here is first taken as alive.
     */
    private void merge(Now now, MemberRecord record) {
        NodeId name = record.name();
        boolean known = core.table.get(name) != null;
        if (record.state() == MemberState.ALIVE || (record.state() == MemberState.SUSPECT && !known)) {
            claims.on(now, toClaim(record));
        }
        switch (record.state()) {
            case LEFT -> claims.on(now, new Dead(name, record.incarnation(), name));
            case SUSPECT, DEAD -> claims.on(now, new Suspect(name, record.incarnation(), name));
            case ALIVE -> {}
        }
    }

    private void adapt(Now now, PushPull table) {
        if (compatibility.adapt(table)) {
            claims.announceSelf(now);
        }
    }

    /** Returns about how long a record is on the wire, never too little. */
    private static int lengthOf(MemberRecord record) {
        int name = Math.min(NodeId.MAX_BYTES, 3 * record.name().name().length());
        Bytes meta = record.meta();
        return RECORD_BYTES + name + (meta == null ? 0 : meta.length());
    }

    /** Returns the claim under which the member was recorded. */
    static Alive toClaim(MemberRecord record) {
        return new Alive(record.name(), record.incarnation(), record.address(), record.meta(), record.versions());
    }
}

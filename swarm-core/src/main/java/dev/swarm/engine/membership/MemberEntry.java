package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.SerfIntent;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.Versions;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is believed of one member. The incarnation never falls while the entry is remembered; only the table's owner
 * changes it.
 */
final class MemberEntry {

    /** Three doublings reach the longest wait of every profile. */
    private static final int MAX_WRONGED = 3;

    private static final long NEVER_IN_DOUBT = Long.MIN_VALUE;

    private final NodeId id;
    private final int place;
    private Alive claim;
    private @Nullable NodeMeta meta;
    private Incarnation incarnation;
    private MemberStatus status;
    private long sinceNanos;
    private long answeredNanos = Long.MIN_VALUE;
    private @Nullable Suspicion suspicion;
    private @Nullable Member snapshot;
    private @Nullable Peer peer;
    private int timesWronged;
    private long recoveredNanos = NEVER_IN_DOUBT;

    MemberEntry(Alive claim, long nowNanos) {
        this.id = claim.node();
        this.place = spread(id);
        this.claim = claim;
        this.meta = NodeMeta.decode(claim.meta()).orElse(null);
        this.incarnation = claim.incarnation();
        this.status = MemberStatus.HEALTHY;
        this.sinceNanos = nowNanos;
    }

    NodeId id() {
        return id;
    }

    /** Returns where it stands in the circle of all members; the same on every node. */
    int place() {
        return place;
    }

    NodeAddress address() {
        return claim.address();
    }

    Incarnation incarnation() {
        return incarnation;
    }

    MemberStatus status() {
        return status;
    }

    /** Returns since when the member has its status, in monotonic nanoseconds. */
    long sinceNanos() {
        return sinceNanos;
    }

    /** Notes that it answered this node itself, or through a relay. */
    void answered(long nowNanos) {
        answeredNanos = nowNanos;
    }

    long answeredNanos() {
        return answeredNanos;
    }

    boolean isLive() {
        return status.isLive();
    }

    @Nullable
    Suspicion suspicion() {
        return suspicion;
    }

    /** Returns what the member says of itself; {@code null} for a guest. */
    @Nullable
    NodeMeta meta() {
        return meta;
    }

    /** Tells whether it is a Serf agent, by the mark before its tags: other guests get no word of Serf's. */
    boolean isSerfAgent() {
        return meta == null && SerfIntent.isUnderstoodBy(claim.meta());
    }

    /** Returns what it speaks, all zero if it did not say. */
    Versions versions() {
        Versions versions = claim.versions();
        return versions == null ? Versions.NONE : versions;
    }

    /** Returns how often, up to a bound and until it is forgiven, it was given up and had been there all the time. */
    int timesWronged() {
        return timesWronged;
    }

    /** Tells whether a doubt about it, or its being given up, ended at most so long ago. */
    boolean hasRecoveredWithin(long nowNanos, long timeNanos) {
        return recoveredNanos != NEVER_IN_DOUBT && nowNanos - recoveredNanos <= timeNanos;
    }

    /** Lets it be doubted like anybody else. */
    void forgive() {
        timesWronged = 0;
    }

    /** Takes over a claim of the member about itself. */
    void believe(Alive newer, long nowNanos) {
        if (status == MemberStatus.DOWN && isSameProcess(newer)) {
            timesWronged = Math.min(MAX_WRONGED, timesWronged + 1);
        }
        if (isOtherProcess(newer)) {
            recoveredNanos = NEVER_IN_DOUBT;
        } else if (status != MemberStatus.HEALTHY) {
            recoveredNanos = nowNanos;
        }
        if (!Objects.equals(newer.meta(), claim.meta())) {
            meta = NodeMeta.decode(newer.meta()).orElse(null);
        }
        claim = newer;
        incarnation = newer.incarnation();
        suspicion = null;
        become(MemberStatus.HEALTHY, nowNanos);
    }

    /** Starts or restarts a doubt. */
    void doubt(Incarnation at, Suspicion doubt, long nowNanos) {
        incarnation = at;
        suspicion = doubt;
        become(MemberStatus.SUSPECT, nowNanos);
    }

    /** Gives the member up, or notes its goodbye. */
    void end(Incarnation at, MemberStatus how, long nowNanos) {
        incarnation = at;
        suspicion = null;
        become(how, nowNanos);
    }

    /** Remembers a higher number that changes nothing else; tells whether it is higher. */
    boolean raise(Incarnation to) {
        boolean higher = to.isAbove(incarnation);
        if (higher) {
            incarnation = to;
            snapshot = null;
        }
        return higher;
    }

    /** Tells whether a claim comes from another process under the same name. */
    boolean isOtherProcess(Alive newer) {
        NodeMeta before = meta;
        NodeMeta after = NodeMeta.decode(newer.meta()).orElse(null);
        return before != null && after != null && before.startedAtMillis() != after.startedAtMillis();
    }

    /** Tells whether a claim certainly comes from the process that was known; of guests nobody can tell. */
    private boolean isSameProcess(Alive newer) {
        return meta != null && NodeMeta.decode(newer.meta()).isPresent() && !isOtherProcess(newer);
    }

    /** Returns the claim that passes the member on, at the number believed now. */
    Alive claim() {
        if (claim.incarnation().equals(incarnation)) {
            return claim;
        }
        return new Alive(id, incarnation, claim.address(), claim.meta(), claim.versions());
    }

    MemberRecord toRecord() {
        MemberState state = switch (status) {
            case HEALTHY -> MemberState.ALIVE;
            case SUSPECT -> MemberState.SUSPECT;
            case DOWN -> MemberState.DEAD;
            case LEFT -> MemberState.LEFT;
        };
        Bytes metaBytes = claim.meta();
        return new MemberRecord(id, claim.address(), incarnation, state, metaBytes, claim.versions());
    }

    Member toMember() {
        Member made = snapshot;
        if (made == null) {
            made = new Member(id, claim.address(), status, incarnation, role(), profile());
            snapshot = made;
        }
        return made;
    }

    /**
     * Returns the member as the data plane sees it, the same object while that is the same; {@code null} for a guest.
     */
    @Nullable
    Peer toPeer() {
        NodeMeta known = meta;
        Peer made = peer;
        if (known == null) {
            peer = null;
            return null;
        }
        // mostly it is the very same metadata, and the first equals of a record takes milliseconds
        if (made == null || !made.address().equals(claim.address()) || !Objects.equals(made.meta(), known)) {
            made = new Peer(id, claim.address(), known);
            peer = made;
        }
        return made;
    }

    /** Tells whether {@link #toPeer} has become another one since it was last asked for. */
    boolean takePeerChange() {
        Peer before = peer;
        return !Objects.equals(toPeer(), before);
    }

    private Role role() {
        return meta == null ? Role.OBSERVER : meta.role();
    }

    private Member.@Nullable Profile profile() {
        NodeMeta known = meta;
        if (known == null) {
            return null;
        }
        Instant startedAt = Instant.ofEpochMilli(known.startedAtMillis());
        return new Member.Profile(startedAt, known.service(), known.webAddress(), known.tags());
    }

    private void become(MemberStatus next, long nowNanos) {
        if (status != next) {
            status = next;
            sinceNanos = nowNanos;
        }
        snapshot = null;
    }

    /** Spreads the bits of a name's hash; the same on every machine, since Java defines the hash of a text. */
    private static int spread(NodeId id) {
        int mixed = id.name().hashCode() * 0x9E37_79B9;
        return mixed ^ (mixed >>> 15);
    }
}

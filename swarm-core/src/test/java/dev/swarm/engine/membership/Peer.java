package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.Versions;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Another member as the engine under test sees it: only what it says.
 *
 * @param id its name
 * @param address where it receives
 * @param meta what it tells of itself, {@code null} for nothing
 * @param versions what it speaks, {@code null} from a peer that does not say
 */
record Peer(
        NodeId id,
        NodeAddress address,
        @Nullable Bytes meta,
        @Nullable Versions versions) {

    /** Start stamp of peers that do not care. */
    static final long STARTED_MILLIS = 1_600_000_000_000L;

    /** Returns a node of ours at 10.0.0.number. */
    static Peer node(String name, int number) {
        Bytes meta = meta(STARTED_MILLIS).encode();
        return new Peer(NodeId.of(name), at(number), meta, Versions.OURS);
    }

    /** Returns a bare memberlist program at 10.0.0.number. */
    static Peer guest(String name, int number) {
        return new Peer(NodeId.of(name), at(number), null, new Versions(1, 5, 2, 0, 0, 0));
    }

    /** Returns a Serf agent at 10.0.0.number. */
    static Peer serf(String name, int number) {
        return new Peer(NodeId.of(name), at(number), text("role=x"), new Versions(1, 5, 2, 2, 5, 5));
    }

    static NodeAddress at(int number) {
        return NodeAddress.of(new byte[] {10, 0, (byte) (number >> 8), (byte) number}, 7946);
    }

    static NodeMeta meta(long startedAtMillis) {
        return new NodeMeta(
                new VersionRange(1, 1), startedAtMillis, Role.WINGMATE, "shop", null, new TreeMap<>(), null);
    }

    static Bytes text(String text) {
        return Bytes.owning(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the same name and content at 10.0.0.number. */
    Peer movedTo(int number) {
        return new Peer(id, at(number), meta, versions);
    }

    /** Returns a later process under the same name. */
    Peer restartedAt(long millis) {
        return new Peer(id, address, meta(millis).encode(), versions);
    }

    Peer speaking(@Nullable Versions other) {
        return new Peer(id, address, meta, other);
    }

    Peer telling(@Nullable Bytes otherMeta) {
        return new Peer(id, address, otherMeta, versions);
    }

    Alive alive(long incarnation) {
        return new Alive(id, new Incarnation(incarnation), address, meta, versions);
    }

    /** Returns a claim that this peer is suspect. */
    Suspect suspectedBy(String accuser, long incarnation) {
        return new Suspect(id, new Incarnation(incarnation), NodeId.of(accuser));
    }

    /** Returns a claim that this peer is gone. */
    Dead deadBy(String accuser, long incarnation) {
        return new Dead(id, new Incarnation(incarnation), NodeId.of(accuser));
    }

    Dead goodbye(long incarnation) {
        return new Dead(id, new Incarnation(incarnation), id);
    }

    MemberRecord record(MemberState state, long incarnation) {
        return new MemberRecord(id, address, new Incarnation(incarnation), state, meta, versions);
    }

    /** Returns a ping from this peer. */
    Ping ping(long seqNo, @Nullable NodeId target) {
        return new Ping(seqNo, target, address, id);
    }
}

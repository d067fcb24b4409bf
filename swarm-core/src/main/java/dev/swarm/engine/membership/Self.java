package dev.swarm.engine.membership;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.Versions;
import org.jspecify.annotations.Nullable;

/** What this node says of itself. Its incarnation only rises. */
final class Self {

    private final NodeId id;
    private final NodeAddress address;
    private NodeMeta meta;
    private Bytes encodedMeta;
    private Alive claim;
    private boolean leaving;

    Self(NodeId id, NodeAddress address, NodeMeta meta) {
        this.id = id;
        this.address = address;
        this.meta = meta;
        this.encodedMeta = meta.encode();
        this.claim = claimAt(Incarnation.ZERO, Versions.OURS);
    }

    NodeId id() {
        return id;
    }

    NodeAddress address() {
        return address;
    }

    Incarnation incarnation() {
        return claim.incarnation();
    }

    Versions versions() {
        Versions versions = claim.versions();
        return versions == null ? Versions.OURS : versions;
    }

    /** Returns the claim of this node about itself at its present incarnation. */
    Alive claim() {
        return claim;
    }

    boolean isLeaving() {
        return leaving;
    }

    /**
     * Begins at the clock's seconds, so that a restart outranks its own past without anything being stored (design
     * section 5.4). A clock that stepped back costs one refutation.
     */
    void start(long wallMillis) {
        long seconds = Math.max(1, Math.min(Incarnation.MAX, wallMillis / 1_000));
        claim = claimAt(new Incarnation(seconds), versions());
    }

    /** Outranks a claim at the given incarnation, and its own present one. */
    void outrank(Incarnation other) {
        claim = claimAt(incarnation().above(other), versions());
    }

    /**
     * Says something new of itself.
     *
     * @throws IllegalArgumentException if it is longer than a member may carry; nothing is changed
     */
    void describe(NodeMeta newer) {
        encodedMeta = newer.encode();
        meta = newer;
        claim = claimAt(incarnation().above(Incarnation.ZERO), versions());
    }

    /** Speaks another application version from now on. */
    void speak(int delegateVersion) {
        claim = claimAt(incarnation().above(Incarnation.ZERO), versions().withDelegate(delegateVersion));
    }

    void leave() {
        leaving = true;
    }

    NodeMeta meta() {
        return meta;
    }

    /** Returns the same description with another web address. */
    NodeMeta metaWith(@Nullable String webAddress) {
        return meta.withWebAddress(webAddress);
    }

    long startedAtMillis() {
        return meta.startedAtMillis();
    }

    private Alive claimAt(Incarnation incarnation, Versions versions) {
        return new Alive(id, incarnation, address, encodedMeta, versions);
    }
}

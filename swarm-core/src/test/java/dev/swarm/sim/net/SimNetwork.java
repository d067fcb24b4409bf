package dev.swarm.sim.net;

import dev.swarm.api.NodeAddress;
import dev.swarm.sim.time.SimScheduler;
import dev.swarm.sim.time.SimTimer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Carries bytes between sockets. A datagram's fate is drawn when it is sent: lost, delayed, held back, doubled; it
 * still needs an open link and a listener when it arrives. Streams are {@link StreamPipe}s.
 */
public final class SimNetwork {

    /** Most bytes of a UDP datagram over IPv4. */
    public static final int MAX_DATAGRAM_BYTES = 65_507;

    private final SimScheduler scheduler;
    private final SplittableRandom chance;
    private final LinkRules rules;
    private final Map<NodeAddress, SimSocket> sockets = new HashMap<>();
    private final Map<NodeAddress, Traffic> traffic = new HashMap<>();
    private final Set<NodeAddress> dark = new HashSet<>();
    private long datagramsDropped;

    /** Makes a network of open links, all of one profile. */
    public SimNetwork(SimScheduler scheduler, SplittableRandom chance, LinkProfile standard) {
        this.scheduler = scheduler;
        this.chance = chance;
        this.rules = new LinkRules(standard);
    }

    /** Returns the rules of the links, to be changed at any time. */
    public LinkRules rules() {
        return rules;
    }

    /**
     * Starts to listen at an address, for datagrams and streams. The host is there again if its power was off.
     *
     * @throws IllegalStateException if somebody listens there already
     */
    public SimSocket bind(NodeAddress address, SimEndpoint endpoint) {
        if (sockets.containsKey(address)) {
            throw new IllegalStateException(address + " is in use");
        }
        SimSocket socket = new SimSocket(this, address, endpoint, traffic(address));
        sockets.put(address, socket);
        dark.remove(address);
        return socket;
    }

    /** Returns what crossed an address so far. */
    public Traffic traffic(NodeAddress address) {
        return traffic.computeIfAbsent(address, any -> new Traffic());
    }

    /** Returns how many datagrams never arrived: lost, cut off, or with nobody listening. */
    public long datagramsDropped() {
        return datagramsDropped;
    }

    /** Tells whether two addresses reach each other now, whatever gets lost on the way. */
    public boolean isOpen(NodeAddress one, NodeAddress other) {
        return rules.isOpenBothWays(one, other) && !dark.contains(one) && !dark.contains(other);
    }

    SimScheduler scheduler() {
        return scheduler;
    }

    SplittableRandom chance() {
        return chance;
    }

    @Nullable
    SimSocket socketAt(NodeAddress address) {
        return sockets.get(address);
    }

    void release(SimSocket socket) {
        sockets.remove(socket.address(), socket);
    }

    /** From now on the host says nothing at all, not even that nobody listens. */
    void darken(NodeAddress address) {
        dark.add(address);
    }

    void send(NodeAddress from, NodeAddress to, byte[] packet) {
        if (packet.length > MAX_DATAGRAM_BYTES) {
            throw new IllegalStateException("A datagram of " + packet.length + " bytes does not fit UDP");
        }
        LinkProfile profile = rules.profile(from, to);
        if (!rules.isOpen(from, to) || happens(profile.loss())) {
            datagramsDropped++;
            return;
        }
        launch(new Delivery(from, to, packet), profile);
        if (happens(profile.duplication())) {
            launch(new Delivery(from, to, packet.clone()), profile);
        }
    }

    /** Draws how long a stream's segment is on its way. */
    public long delayNanos(NodeAddress from, NodeAddress to) {
        return delayNanos(rules.profile(from, to));
    }

    /** Draws whether a stream's segment gets through at this attempt. */
    boolean passesStream(NodeAddress from, NodeAddress to) {
        return rules.isOpenBothWays(from, to)
                && !dark.contains(from)
                && !dark.contains(to)
                && !happens(rules.profile(from, to).loss());
    }

    private void launch(Delivery delivery, LinkProfile profile) {
        long held = happens(profile.reordering()) ? upTo(profile.reorderNanos()) : 0;
        scheduler.setAfter(delivery, delayNanos(profile) + held);
    }

    private long delayNanos(LinkProfile profile) {
        return profile.latencyNanos() + upTo(profile.jitterNanos());
    }

    private boolean happens(double share) {
        return share > 0 && chance.nextDouble() < share;
    }

    private long upTo(long bound) {
        return bound == 0 ? 0 : chance.nextLong(bound + 1);
    }

    private final class Delivery extends SimTimer {

        private final NodeAddress from;
        private final NodeAddress to;
        private final byte[] packet;

        private Delivery(NodeAddress from, NodeAddress to, byte[] packet) {
            this.from = from;
            this.to = to;
            this.packet = packet;
        }

        @Override
        protected void fire() {
            SimSocket receiver = socketAt(to);
            if (receiver == null || !rules.isOpen(from, to)) {
                datagramsDropped++;
            } else {
                receiver.receive(from, packet);
            }
        }
    }
}

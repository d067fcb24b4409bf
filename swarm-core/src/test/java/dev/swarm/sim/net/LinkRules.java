package dev.swarm.sim.net;

import dev.swarm.api.NodeAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which links are open, and how good they are. Faults add up: a link is open when neither a partition nor a cut
 * closes it. What is on its way when its link closes is lost.
 */
public final class LinkRules {

    private static final int REST = -1;

    private final Map<Link, LinkProfile> overrides = new HashMap<>();
    private final Set<Link> cuts = new HashSet<>();
    private final Map<NodeAddress, Integer> sides = new HashMap<>();
    private LinkProfile standard;

    LinkRules(LinkProfile standard) {
        this.standard = standard;
    }

    /** Gives all links without a profile of their own another one. */
    public void setStandard(LinkProfile profile) {
        standard = profile;
    }

    /** Gives one direction of one link a profile of its own. */
    public void override(NodeAddress from, NodeAddress to, LinkProfile profile) {
        overrides.put(new Link(from, to), profile);
    }

    /** Takes back all profiles that single links were given. */
    public void clearOverrides() {
        overrides.clear();
    }

    /** Splits the network: addresses of different groups do not reach each other. Those in no group form one more. */
    public void partition(List<? extends Collection<NodeAddress>> groups) {
        sides.clear();
        for (int i = 0; i < groups.size(); i++) {
            for (NodeAddress address : groups.get(i)) {
                sides.put(address, i);
            }
        }
    }

    /** Closes one direction of one link; the other stays as it is. */
    public void cutOneWay(NodeAddress from, NodeAddress to) {
        cuts.add(new Link(from, to));
    }

    /** Closes both directions of one link. */
    public void cut(NodeAddress one, NodeAddress other) {
        cutOneWay(one, other);
        cutOneWay(other, one);
    }

    /** Opens all links again; profiles stay. */
    public void heal() {
        cuts.clear();
        sides.clear();
    }

    /** Tells whether a datagram may cross. */
    boolean isOpen(NodeAddress from, NodeAddress to) {
        boolean sameSide = sides.isEmpty() || side(from) == side(to);
        return sameSide && (cuts.isEmpty() || !cuts.contains(new Link(from, to)));
    }

    /** Tells whether a stream makes progress: without a way back there is neither handshake nor acknowledgement. */
    boolean isOpenBothWays(NodeAddress one, NodeAddress other) {
        return isOpen(one, other) && isOpen(other, one);
    }

    LinkProfile profile(NodeAddress from, NodeAddress to) {
        return overrides.isEmpty() ? standard : overrides.getOrDefault(new Link(from, to), standard);
    }

    private int side(NodeAddress address) {
        return sides.getOrDefault(address, REST);
    }

    private record Link(NodeAddress from, NodeAddress to) {}
}

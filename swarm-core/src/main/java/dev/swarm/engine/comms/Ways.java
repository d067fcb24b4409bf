package dev.swarm.engine.comms;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.comms.Route.Search;
import dev.swarm.engine.comms.Way.Kind;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.comms.BatchForm.Envelope;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides the way to each node: the direct link while a connection stands and the link is not
 * {@link LinkQuality#DISCONNECTED}; else somebody who has such a link to both. A few connected peers are asked, relays
 * by role first, then the nearest, and the first that says yes is taken. While nobody has answered messages wait; when
 * up to nine have said no, or nothing for half a second, there is no way; when somebody wants to send again others are
 * asked, once a second.
 *
 * <p>A relay passes messages on over a direct link only. So no message passes two, and none can go in a circle.
 */
final class Ways {

    private static final int ASKED = 3;
    private static final int TRIED = 9;
    private static final long MILLI = 1_000_000L;
    private static final long ANSWER_NANOS = 500 * MILLI;
    private static final long PAUSE_NANOS = 1_000 * MILLI;

    /** A little longer than a handshake may take. */
    private static final long OPENING_NANOS = 3_500 * MILLI;

    private final NodeId self;
    private final Post post;
    private final MessageLink link;
    private final Dispatch dispatch;

    /** Nodes whose way must be looked at again. */
    private final Set<NodeId> changed = new TreeSet<>();

    /** Nodes without a direct link to which there was one, or should be. */
    private final Set<NodeId> watched = new TreeSet<>();

    Ways(NodeId self, Post post, MessageLink link, Dispatch dispatch) {
        this.self = self;
        this.post = post;
        this.link = link;
        this.dispatch = dispatch;
    }

    /** A connection stands, or not any more. */
    void onConnected(Now now, Route route, boolean connected) {
        route.lost |= route.connected && !connected;
        route.connected = connected;
        if (connected) {
            link.onReachable(now, route.id, route.quality != LinkQuality.DISCONNECTED);
            settle(now, route);
            dispatch.onWay(route);
        } else {
            changed.add(route.id);
        }
    }

    /** The direct link has another quality. */
    void onQuality(Now now, Route route, LinkQuality quality) {
        boolean cut = quality == LinkQuality.DISCONNECTED;
        route.lost |= cut && (route.connected || route.needed);
        route.quality = quality;
        link.onReachable(now, route.id, !cut);
        changed.add(route.id);
    }

    void onGone(NodeId node) {
        watched.remove(node);
        changed.remove(node);
        for (NodeId other : watched) {
            Route route = post.routes.get(other);
            if (route != null && route.asked.remove(node)) {
                changed.add(other);
            }
        }
        watched.forEach(changed::add);
    }

    /** Tells whether this node may pass messages on to another one. */
    boolean canReach(NodeId node) {
        Route route = post.routes.get(node);
        return route != null && route.way.is(Kind.DIRECT);
    }

    /** A peer says that it can reach a node. */
    void onCan(Now now, NodeId from, NodeId node) {
        Route route = post.routes.get(node);
        if (route != null && route.lost && route.relay == null && canReach(from)) {
            take(now, route, from);
        }
    }

    /** A peer says that it cannot reach a node. */
    void onCannot(Now now, NodeId from, NodeId node) {
        Route route = post.routes.get(node);
        if (route == null) {
            return;
        }
        if (from.equals(route.relay)) {
            route.relay = null;
            begin(route, Search.FIRST);
        }
        route.asked.remove(from);
        settle(now, route);
    }

    /** A message of a node came over a relay, which so reaches both. */
    void onPassedOn(Now now, NodeId origin, NodeId relay) {
        Route route = post.routes.get(origin);
        if (route != null && !route.isDirect() && route.relay == null && canReach(relay)) {
            route.lost = true;
            take(now, route, relay);
        }
    }

    /** The end of a step: what has changed in it. */
    void settle(Now now) {
        while (!changed.isEmpty()) {
            List<NodeId> all = new ArrayList<>(changed);
            changed.clear();
            for (NodeId node : all) {
                Route route = post.routes.get(node);
                if (route != null) {
                    settle(now, route);
                }
            }
        }
    }

    boolean hasChanged() {
        return !changed.isEmpty();
    }

    void onTime(Now now) {
        for (NodeId node : List.copyOf(watched)) {
            Route route = post.routes.get(node);
            if (route != null && route.untilNanos <= now.nanos()) {
                onDue(now, route);
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (NodeId node : watched) {
            Route route = post.routes.get(node);
            next = Math.min(next, route == null ? Deadline.NEVER : route.untilNanos);
        }
        return next;
    }

    /** Messages wait for a node to which there is no connection: one is made, or it counts as lost in a while. */
    void open(Now now, Route route) {
        link.want(route.id);
        if (!route.lost && route.untilNanos == Deadline.NEVER) {
            route.untilNanos = now.nanos() + OPENING_NANOS;
            watched.add(route.id);
        }
    }

    private void take(Now now, Route route, NodeId relay) {
        route.relay = relay;
        begin(route, Search.NEVER);
        route.untilNanos = Deadline.NEVER;
        watched.add(route.id);
        settle(now, route);
    }

    private void onDue(Now now, Route route) {
        route.untilNanos = Deadline.NEVER;
        if (!route.lost) {
            route.lost = true;
        } else if (!route.asked.isEmpty()) {
            route.asked.clear();
        } else if (route.search == Search.PAUSED && route.needed) {
            route.needed = false;
            link.want(route.id);
            begin(route, Search.AGAIN);
        } else {
            route.untilNanos = now.nanos() + PAUSE_NANOS;
        }
        settle(now, route);
    }

    /** Decides the way to a node, and lets what waits for it hear of another one. */
    private void settle(Now now, Route route) {
        Way before = route.way;
        if (before.is(Kind.SELF)) {
            return;
        }
        Way next = choose(now, route);
        if (next.is(Kind.DIRECT)) {
            watched.remove(route.id);
        }
        if (next.equals(before)) {
            return;
        }
        route.way = next;
        if (next.is(Kind.NONE)) {
            post.waits.endAll(route.id);
        }
        if (before.is(Kind.DIRECT) != next.is(Kind.DIRECT)) {
            watched.forEach(changed::add);
        }
        dispatch.onWay(route);
    }

    private Way choose(Now now, Route route) {
        if (route.isDirect()) {
            route.lost = false;
            route.relay = null;
            begin(route, Search.NEVER);
            route.vain = 0;
            route.untilNanos = Deadline.NEVER;
            return Way.direct(route.quality);
        }
        Route over = route.relay == null ? null : post.routes.get(route.relay);
        if (over != null && over.isDirect()) {
            return Way.over(over.id, over.quality);
        }
        if (!route.lost) {
            return route.quality == LinkQuality.DISCONNECTED ? Way.NONE : Way.WAITING;
        }
        watched.add(route.id);
        if (route.relay != null || route.search == Search.NEVER) {
            route.relay = null;
            begin(route, Search.FIRST);
        }
        if (route.search != Search.PAUSED && route.asked.isEmpty() && !ask(now, route)) {
            route.search = Search.PAUSED;
            route.vain++;
            route.untilNanos = now.nanos() + PAUSE_NANOS;
        }
        return route.search == Search.FIRST ? Way.WAITING : Way.NONE;
    }

    private static void begin(Route route, Search search) {
        route.search = search;
        route.tried = 0;
        route.asked.clear();
    }

    /** Asks the next few; relays by role and others not together, as the first that says yes is taken. */
    private boolean ask(Now now, Route route) {
        List<NodeId> candidates = candidates(route.id);
        int most = Math.min(candidates.size(), TRIED);
        boolean relays = false;
        while (route.tried < most && route.asked.size() < ASKED) {
            NodeId candidate = candidates.get((route.vain * TRIED + route.tried) % candidates.size());
            boolean relay = isRelay(post.routes.get(candidate));
            if (!route.asked.isEmpty() && relay != relays) {
                break;
            }
            relays = relay;
            route.tried++;
            if (link.send(candidate, Lane.CONTROL, BatchForm.named(Envelope.CAN_YOU_REACH, route.id))) {
                route.asked.add(candidate);
            }
        }
        route.untilNanos = now.nanos() + ANSWER_NANOS;
        return !route.asked.isEmpty();
    }

    private List<NodeId> candidates(NodeId target) {
        return post.routes.values().stream()
                .filter(route -> route.isDirect() && !route.id.equals(target) && !route.id.equals(self))
                .sorted(Comparator.<Route>comparingInt(route -> isRelay(route) ? 0 : 1)
                        .thenComparingLong(route -> link.rttNanos(route.id))
                        .thenComparing(route -> route.quality)
                        .thenComparing(route -> route.id))
                .map(route -> route.id)
                .toList();
    }

    private static boolean isRelay(@Nullable Route route) {
        return route != null && route.peer != null && route.peer.meta().role() == Role.RELAY;
    }
}

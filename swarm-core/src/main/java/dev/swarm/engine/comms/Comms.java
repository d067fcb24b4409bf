package dev.swarm.engine.comms;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.comms.Passages.Passenger;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.LinkWatch;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.comms.BatchForm.Envelope;
import dev.swarm.engine.wire.comms.BatchReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Messages between users of nodes. Routes each input to the part that handles it: {@link Post} takes what users send,
 * {@link Dispatch} lets it leave, {@link Ways} decides which way, {@link Passages} passes on for others, {@link Waits}
 * knows who waits. Each message of a user ends up in exactly one count: at its sender it left, was dropped late,
 * expired, or was lost; at its receiver the inbox counts it.
 */
public final class Comms implements LinkWatch {

    private final CommsParts parts;
    private final Post post;
    private final Inbox inbox;
    private final Waits waits;
    private final Dispatch dispatch;
    private final Ways ways;
    private final Passages passages;
    private final BatchReader reader = new BatchReader();
    private final BatchReader ownReader = new BatchReader();
    private final Arrival arrival;
    private final Arrival ownArrival;
    private boolean again;
    private boolean running;

    /** Makes the machine of one node; nothing happens before {@link #start}. */
    public Comms(CommsParts parts) {
        this.parts = parts;
        this.waits = new Waits(parts.config().pendingRequests(), parts.counters());
        this.post = new Post(waits, parts.alarm());
        this.inbox = parts.inbox().apply(post);
        this.passages = new Passages(post, parts.link(), parts.counters());
        this.dispatch = new Dispatch(post, parts.link(), parts.counters(), new Home());
        this.ways = new Ways(parts.self(), post, parts.link(), dispatch);
        this.arrival = new Arrival(reader, parts.self());
        this.ownArrival = new Arrival(ownReader, parts.self());
    }

    /** Returns what users send through, from any thread. */
    public Post post() {
        return post;
    }

    /** Messages are taken from now on, those to this node itself at once. */
    public void start() {
        running = true;
        post.routes.put(
                parts.self(), new Route(parts.self(), null, parts.config().queueBytes()));
    }

    /** Nothing is sent any more; what waits is lost, and whoever waits hears of it. */
    public void stop(Now now) {
        if (running) {
            running = false;
            List<Route> all = List.copyOf(post.routes.values());
            post.close();
            all.forEach(route -> dispatch.onGone(now, route));
            dispatch.drain(now);
        }
    }

    /** Takes the newest list of live peers. */
    public void onPeers(Now now, List<Peer> peers) {
        Map<NodeId, Peer> here = new HashMap<>();
        peers.forEach(peer -> here.put(peer.id(), peer));
        for (Route route : List.copyOf(post.routes.values())) {
            Peer peer = here.get(route.id);
            boolean same = route.peer == null || (peer != null && peer.session() == route.peer.session());
            if (!same) {
                forget(now, route);
            }
        }
        for (Peer peer : peers) {
            if (!post.routes.containsKey(peer.id())) {
                post.routes.put(
                        peer.id(), new Route(peer.id(), peer, parts.config().queueBytes()));
            }
        }
    }

    /** A connection stands. */
    public void onUp(Now now, NodeId peer) {
        Route route = post.routes.get(peer);
        if (route != null) {
            ways.onConnected(now, route, true);
            dispatch.drain(now);
        }
    }

    /** A connection stands no more. */
    public void onDown(Now now, NodeId peer) {
        Route route = post.routes.get(peer);
        if (route != null) {
            ways.onConnected(now, route, false);
        }
    }

    /** More may be sent to a peer on a lane. */
    public void onCredit(NodeId peer, Lane lane) {
        Route route = post.routes.get(peer);
        Priority priority = Dispatch.priority(lane);
        if (route != null && priority != null) {
            dispatch.onRoom(route, priority);
        }
    }

    @Override
    public void onQuality(Now now, NodeId node, LinkQuality quality) {
        Route route = post.routes.get(node);
        if (route != null && !route.isSelf() && route.quality != quality) {
            ways.onQuality(now, route, quality);
        }
    }

    /** A message of channel {@value BatchForm#CHANNEL} came; it is read where it stands. */
    public void onMessage(Now now, NodeId peer, Lane lane, Lent message) {
        Priority priority = Dispatch.priority(lane);
        try {
            reader.open(message);
            Envelope envelope = reader.envelope();
            if (envelope == Envelope.DIRECT && priority != null) {
                receive(peer, priority, null);
            } else if (envelope == Envelope.TO_PASS_ON && priority != null) {
                Passenger passenger = new Passenger(peer, reader.readNode(), priority);
                passages.onToPassOn(now, passenger, message.array(), reader);
            } else if (envelope == Envelope.PASSED_ON && priority != null) {
                NodeId origin = reader.readNode();
                ways.onPassedOn(now, origin, peer);
                receive(origin, priority, peer);
            } else if (priority == null) {
                onWord(now, peer, envelope);
            } else {
                throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "a word about relays on " + lane);
            }
        } catch (MalformedPacketException malformed) {
            parts.counters().increment(malformed.rejection());
        }
    }

    /** Time passed. */
    public void onTime(Now now) {
        if (running) {
            waits.onTime(now);
            ways.onTime(now);
        }
    }

    /** The end of a step, before connections are written: what may leave does. */
    public void settle(Now now) {
        if (!running) {
            return;
        }
        release();
        ways.settle(now);
        dispatch.drain(now);
        again = dispatch.takeHasMore();
        ways.settle(now);
    }

    /** Returns when {@link #onTime} wants to be called. */
    public long nextDeadlineNanos(Now now) {
        if (!running) {
            return Deadline.NEVER;
        }
        boolean more = again || ways.hasChanged();
        return more ? now.nanos() : Math.min(waits.nextDeadlineNanos(), ways.nextDeadlineNanos());
    }

    /** Returns how many bytes of other nodes wait here to be passed on. */
    public long passageBytes() {
        return passages.waitingBytes();
    }

    private void forget(Now now, Route route) {
        post.routes.remove(route.id);
        ways.onGone(route.id);
        waits.endAll(route.id);
        dispatch.onGone(now, route);
    }

    private void release() {
        for (Post.Held held = post.released.poll(); held != null; held = post.released.poll()) {
            Route route = post.routes.get(held.from());
            if (route != null && route.isSelf()) {
                dispatch.onRoom(route, held.priority());
            } else {
                parts.link().hold(held.from(), Dispatch.lane(held.priority()), false);
            }
        }
    }

    private void onWord(Now now, NodeId peer, Envelope envelope) throws MalformedPacketException {
        NodeId about = reader.readNode();
        reader.requireEnd();
        switch (envelope) {
            case CAN_YOU_REACH -> {
                Envelope answer = ways.canReach(about) ? Envelope.CAN : Envelope.CANNOT;
                // whoever hears nothing asks somebody else
                boolean unused = parts.link().send(peer, Lane.CONTROL, BatchForm.named(answer, about));
            }
            case CAN -> ways.onCan(now, peer, about);
            case CANNOT -> ways.onCannot(now, peer, about);
            case DIRECT, TO_PASS_ON, PASSED_ON ->
                throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "messages on a lane that has none");
        }
    }

    private void receive(NodeId from, Priority priority, @Nullable NodeId relay) throws MalformedPacketException {
        Route route = post.routes.get(from);
        arrival.set(from, priority, relay);
        Arrivals arrivals = new Arrivals(inbox, waits);
        try {
            arrivals.receive(reader, arrival);
        } finally {
            parts.counters().add(TrafficCounter.COMMS_RECEIVED, arrivals.messages);
            if (route != null) {
                route.received.add(arrivals.messages);
            }
        }
        if (!arrivals.welcome && relay == null) {
            parts.link().hold(from, Dispatch.lane(priority), true);
        }
    }

    /** Messages to this node itself take the road that others take, but for the network. */
    private final class Home implements Dispatch.Home {

        @Override
        public boolean onOwn(Now now, Priority priority, Batch batch) {
            ownArrival.set(parts.self(), priority, null);
            Arrivals arrivals = new Arrivals(inbox, waits);
            ownReader.openEntries(batch.array(), Batch.ENTRIES_AT, batch.to());
            try {
                arrivals.receive(ownReader, ownArrival);
            } catch (MalformedPacketException e) {
                throw new IllegalStateException("A batch of this node's own cannot be read", e);
            }
            parts.counters().add(TrafficCounter.COMMS_RECEIVED, arrivals.messages);
            return arrivals.welcome;
        }

        @Override
        public void onWaiting(Now now, Route route) {
            ways.open(now, route);
        }

        @Override
        public void onPassedOn(LaneBuffer buffer) {
            passages.onEmpty(buffer);
        }

        @Override
        public void onStuck(LaneBuffer buffer) {
            passages.onStuck(buffer);
        }
    }
}

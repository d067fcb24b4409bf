package dev.swarm.sim.comms;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.comms.Arrival;
import dev.swarm.engine.comms.Comms;
import dev.swarm.engine.comms.CommsParts;
import dev.swarm.engine.comms.Inbox;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.PlaneParts;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Peer;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.sim.net.SimEndpoint;
import dev.swarm.sim.net.SimSocket;
import dev.swarm.sim.plane.PlaneOutbox;
import dev.swarm.sim.time.SimTimer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One process with a data plane and messages, and nothing else. It holds in each call: no message comes twice; those of
 * one sender and priority come in order as long as they come the same way; what is counted adds up.
 */
final class CommsNode extends SimTimer implements SimEndpoint, DataPlane.Listener, Inbox {

    final Peer self;
    final DataPlane plane;
    final Comms comms;
    final Counters counters = new Counters();
    final SimSocket socket;

    /** What came, as texts: sender, priority, relay or a dash, content. */
    final List<String> seen = new ArrayList<>();

    /** How waits ended, by the content of what was asked. */
    final Map<String, Reply> replies = new HashMap<>();

    /** Tells whether a message is welcome, by its text. */
    Predicate<String> welcome = text -> true;

    private final CommsWorld world;
    private final PlaneOutbox outbox = new PlaneOutbox();
    private final Map<String, Long> last = new HashMap<>();
    private final Set<String> once = new HashSet<>();
    private final SimTimer bell = new SimTimer() {
        @Override
        protected void fire() {
            step(now -> {});
        }
    };
    private boolean stepping;
    private boolean ended;
    private long asked;
    long handled;
    long offered;

    CommsNode(CommsWorld world, Peer self) {
        this.world = world;
        this.self = self;
        this.socket = world.network().bind(self.address(), this);
        PlaneMessageLink link = new PlaneMessageLink();
        this.comms = new Comms(new CommsParts(self.id(), world.config(), link, post -> this, this::ring, counters));
        this.plane = new DataPlane(new PlaneParts(
                self.id(),
                self.meta(),
                "sim",
                world.plane(),
                outbox,
                counters,
                new StreamNumbers(),
                world.chance().split(),
                this));
        link.plane = plane;
        step(now -> {
            plane.start(now);
            comms.start();
        });
    }

    NodeId id() {
        return self.id();
    }

    Post post() {
        return comms.post();
    }

    /** Sends a text. */
    SendOutcome send(CommsNode to, Priority priority, String text) {
        return send(to, priority, Payload.of(text), Duration.ZERO);
    }

    SendOutcome send(CommsNode to, Priority priority, Payload payload, Duration expiry) {
        offered++;
        long expires = expiry.isZero() ? 0 : world.scheduler().nowNanos() + expiry.toNanos();
        return post().send(to.id(), priority, payload, expires);
    }

    /** Asks a text; the reply is kept under it. */
    SendOutcome ask(CommsNode to, Priority priority, String text, Duration timeout) {
        offered++;
        Post.Asking asking = new Post.Asking(
                EntryKind.REQUEST,
                reply -> world.check(replies.put(text, reply) == null, this, "two replies to " + text),
                world.scheduler().nowNanos() + timeout.toNanos());
        SendOutcome outcome = post().ask(to.id(), priority, Payload.of(text), asking);
        asked += outcome == SendOutcome.SENT ? 1 : 0;
        return outcome;
    }

    /** Returns how many of the waits that began have not ended. */
    long open() {
        return asked - replies.size();
    }

    void onPeers(List<Peer> peers) {
        if (!ended) {
            step(now -> {
                plane.onPeers(now, peers);
                comms.onPeers(now, peers);
            });
        }
    }

    void step(Consumer<Now> input) {
        if (ended) {
            return;
        }
        Now now = new Now(world.scheduler().nowNanos(), 0);
        stepping = true;
        input.accept(now);
        comms.settle(now);
        plane.flush(now);
        stepping = false;
        outbox.fulfil(socket);
        world.check(fates() <= sent(), this, "more left than was taken in");
        world.check(count(TrafficCounter.COMMS_RECEIVED) == handled, this, "received is not handled");
        arm();
    }

    /** Gone without a word. */
    void end() {
        ended = true;
        world.scheduler().clear(this);
        world.scheduler().clear(bell);
        socket.release();
        post().close();
    }

    /** Everything that was taken in has left, or was counted as what became of it; nothing waits. */
    void checkNothingIsLeft() {
        world.check(open() == 0, this, open() + " waits are open");
        world.check(post().waiting() == 0, this, "the engine knows of waits");
        world.check(comms.passageBytes() == 0, this, "something waits to be passed on");
        world.check(fates() == sent(), this, sent() + " taken in, but " + fates() + " accounted for");
        long all = 0;
        for (Priority priority : Priority.values()) {
            for (SendOutcome outcome : SendOutcome.values()) {
                all += post().count(priority, outcome);
            }
        }
        world.check(all == offered, this, offered + " offered, but " + all + " counted");
    }

    long count(TrafficCounter counter) {
        return counters.get(counter);
    }

    private long sent() {
        long sum = 0;
        for (Priority priority : Priority.values()) {
            sum += post().count(priority, SendOutcome.SENT);
        }
        return sum;
    }

    private long fates() {
        return count(TrafficCounter.COMMS_LEFT)
                + count(TrafficCounter.COMMS_DROPPED_LATE)
                + count(TrafficCounter.COMMS_EXPIRED)
                + count(TrafficCounter.COMMS_LOST);
    }

    @Override
    public boolean take(Arrival arrival) {
        handled++;
        String text = new String(arrival.content(), StandardCharsets.UTF_8);
        String way = arrival.relay() == null ? "-" : arrival.relay().name();
        String lane = arrival.from() + " " + arrival.priority().label() + " " + way;
        seen.add(lane + " " + text);
        String[] numbered = text.split("#", -1);
        if (numbered.length == 2) {
            world.check(once.add(text), this, "twice: " + text);
            long number = Long.parseLong(numbered[1]);
            Long before = last.put(lane + " " + numbered[0], number);
            world.check(before == null || before < number, this, "out of order: " + text + " after " + before);
        }
        if (arrival.kind() == EntryKind.REQUEST) {
            boolean unused = post().answer(
                            arrival.from(),
                            arrival.priority(),
                            EntryKind.ANSWER,
                            arrival.number(),
                            Payload.of(text + "!"));
        }
        return welcome.test(text);
    }

    @Override
    protected void fire() {
        step(now -> {
            plane.onTime(now);
            comms.onTime(now);
        });
    }

    @Override
    public void onUp(Now now, NodeId peer) {
        comms.onUp(now, peer);
    }

    @Override
    public void onDown(Now now, NodeId peer) {
        comms.onDown(now, peer);
    }

    @Override
    public void onCredit(Now now, NodeId peer, Lane lane) {
        comms.onCredit(peer, lane);
    }

    /** What was lent is spoilt afterwards, so that whoever keeps it is found out. */
    @Override
    public boolean onLent(Now now, NodeId peer, Lane lane, Lent message) {
        byte[] lent = message.copy();
        comms.onMessage(now, peer, lane, Lent.of(lent));
        Arrays.fill(lent, (byte) 0xEE);
        return true;
    }

    @Override
    public void onMessage(Now now, NodeId peer, Lane lane, byte[] message) {
        comms.onMessage(now, peer, lane, Lent.of(message));
    }

    @Override
    public void onDatagram(NodeAddress from, byte[] packet) {
        throw new AssertionError("No datagrams here");
    }

    @Override
    public void onStreamAccepted(StreamId stream, NodeAddress from) {
        step(now -> plane.onAccepted(now, stream, null));
    }

    @Override
    public void onStreamSecured(StreamId stream, Bytes fingerprint) {
        throw new AssertionError("No TLS here");
    }

    @Override
    public void onStreamBytes(StreamId stream, byte[] bytes) {
        step(now -> plane.onBytes(now, stream, bytes, bytes.length));
    }

    @Override
    public void onStreamClosed(StreamId stream, StreamEnd end) {
        step(now -> {
            NodeId unused = plane.onClosed(now, stream, end);
        });
    }

    private void ring() {
        if (!stepping && !ended && !bell.isSet()) {
            world.scheduler().setAfter(bell, 0);
        }
    }

    private void arm() {
        Now now = new Now(world.scheduler().nowNanos(), 0);
        long deadline = Math.min(plane.nextDeadlineNanos(), comms.nextDeadlineNanos(now));
        if (deadline == Deadline.NEVER) {
            world.scheduler().clear(this);
        } else {
            world.scheduler().setAt(this, Math.max(deadline, now.nanos()));
        }
    }
}

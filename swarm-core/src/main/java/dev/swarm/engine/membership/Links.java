package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Standing connections to the neighbours in the {@link Ring}. They carry nothing but a hello: when a process dies,
 * its host closes them at once, and whoever held the other end knows whom to ask now (design section 5.9). Of two
 * neighbours the one with the lesser name dials.
 */
final class Links {

    /** Most connections at once, dialled and accepted. */
    static final int MAX_LINKS = 64;

    /** Most of them accepted, so that idle ones of others never keep this node from dialling. */
    private static final int MAX_ACCEPTED = MAX_LINKS - 2 * Ring.REACH;

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_PAUSE = 30 * SECOND;

    private final Core core;
    private final Ring ring;
    private final LinkCodec codec;
    private final Map<StreamId, Link> links = new LinkedHashMap<>();
    private final Map<NodeId, Integer> failures = new HashMap<>();
    private final Map<NodeId, Long> notBefore = new HashMap<>();
    private final Deadline review = new Deadline();

    Links(Core core, Ring ring, LinkCodec codec) {
        this.core = core;
        this.ring = ring;
        this.codec = codec;
    }

    void start(Now now) {
        review.set(now, core.random.nextLong(SECOND));
    }

    /** Closes all; the peers see an orderly end, because this node has left or does not speak any more. */
    void stop() {
        review.clear();
        for (StreamId id : links.keySet()) {
            core.outbox.write(id, LinkCodec.bye());
            core.outbox.close(id);
        }
        links.clear();
    }

    boolean owns(StreamId id) {
        return links.containsKey(id);
    }

    /** Takes over a stream that a peer dialled and whose first byte says that it is a link. */
    void onAccepted(Now now, StreamId id) {
        long accepted = links.keySet().stream().filter(each -> !isDialler(each)).count();
        if (accepted >= MAX_ACCEPTED || core.self.isLeaving()) {
            core.outbox.close(id);
            return;
        }
        links.put(id, new Link(null, codec.reader(), now.nanos() + core.timing.streamTimeoutNanos()));
    }

    void onBytes(Now now, StreamId id, byte[] bytes) {
        Link link = links.get(id);
        if (link == null) {
            return;
        }
        try {
            LinkCodec.Signal signal = link.reader.feed(bytes);
            if (signal instanceof LinkCodec.Signal.Hello hello) {
                onHello(id, link, hello.from());
            } else if (signal instanceof LinkCodec.Signal.Bye) {
                links.remove(id);
                core.outbox.close(id);
            }
        } catch (MalformedPacketException malformed) {
            core.counters.increment(malformed.rejection());
            drop(now, id, link);
        }
    }

    /**
     * A connection ended without this node's doing. Returns the member at its other end if it is believed to be here,
     * and so must be asked now.
     */
    @Nullable
    MemberEntry onClosed(Now now, StreamId id, StreamEnd end) {
        Link link = links.remove(id);
        if (link == null || link.peer == null) {
            return null;
        }
        noteFailure(now, link.peer);
        MemberEntry entry = core.table.get(link.peer);
        boolean telling = (link.up && end == StreamEnd.CLOSED) || end == StreamEnd.REFUSED;
        return telling && entry != null && entry.isLive() && !core.self.isLeaving() ? entry : null;
    }

    /** Once a second compares the connections with the neighbours there are now. */
    void onTime(Now now) {
        if (!review.isDue(now)) {
            return;
        }
        review.set(now, SECOND);
        Set<NodeId> wanted = new HashSet<>();
        List<MemberEntry> neighbours = ring.neighbours(core.self.id());
        neighbours.forEach(entry -> wanted.add(entry.id()));
        Set<NodeId> linked = new HashSet<>();
        for (Map.Entry<StreamId, Link> each : List.copyOf(links.entrySet())) {
            Link link = each.getValue();
            boolean overdue = !link.up && link.untilNanos <= now.nanos();
            boolean surplus = link.peer != null && (!wanted.contains(link.peer) || !linked.add(link.peer));
            if (overdue || (surplus && isDialler(each.getKey()))) {
                drop(now, each.getKey(), link);
            }
        }
        failures.keySet().retainAll(wanted);
        notBefore.keySet().retainAll(wanted);
        for (MemberEntry entry : neighbours) {
            boolean mine = core.self.id().compareTo(entry.id()) < 0;
            if (mine && !linked.contains(entry.id()) && notBefore.getOrDefault(entry.id(), 0L) <= now.nanos()) {
                dial(now, entry);
            }
        }
    }

    long nextDeadlineNanos() {
        return review.atNanos();
    }

    int size() {
        return links.size();
    }

    private void dial(Now now, MemberEntry entry) {
        if (links.size() >= MAX_LINKS) {
            return;
        }
        StreamId id = core.numbers.next();
        links.put(id, new Link(entry.id(), codec.reader(), now.nanos() + core.timing.streamTimeoutNanos()));
        core.outbox.connect(id, entry.address());
        core.outbox.write(id, codec.hello(core.self.id()));
    }

    private void onHello(StreamId id, Link link, NodeId peer) {
        if (link.peer == null) {
            link.peer = peer;
            core.outbox.write(id, codec.hello(core.self.id()));
        }
        if (link.peer.equals(peer)) {
            link.up = true;
            failures.remove(peer);
        } else {
            links.remove(id);
            core.outbox.close(id);
        }
    }

    private void drop(Now now, StreamId id, Link link) {
        links.remove(id);
        core.outbox.write(id, LinkCodec.bye());
        core.outbox.close(id);
        if (link.peer != null && !link.up) {
            noteFailure(now, link.peer);
        }
    }

    /** The pause before the next try doubles from one second on. */
    private void noteFailure(Now now, NodeId peer) {
        int count = failures.merge(peer, 1, Integer::sum);
        long pause = Math.min(LONGEST_PAUSE, SECOND << Math.min(count - 1, 5));
        notBefore.put(peer, now.nanos() + pause);
    }

    private static boolean isDialler(StreamId id) {
        return id.origin() == StreamId.Origin.ENGINE;
    }

    /** One connection. */
    private static final class Link {

        private final LinkCodec.Reader reader;
        private final long untilNanos;
        private @Nullable NodeId peer;
        private boolean up;

        private Link(@Nullable NodeId peer, LinkCodec.Reader reader, long untilNanos) {
            this.peer = peer;
            this.reader = reader;
            this.untilNanos = untilNanos;
        }
    }
}

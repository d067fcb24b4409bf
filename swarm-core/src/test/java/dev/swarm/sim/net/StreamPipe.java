package dev.swarm.sim.net;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.sim.time.SimTimer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a stream, as TCP carries it: segments arrive whole, once and in order. One that cannot pass is tried
 * again after a growing time while all behind it wait, until the sender gives the stream up. Only a reset is never
 * repeated, so a peer may hold on to a stream that is long dead, until it writes.
 */
final class StreamPipe extends SimTimer {

    private static final byte[] NOTHING = {};
    private static final int MAX_PIECE_BYTES = 8192;
    private static final int MAX_CRUMB_BYTES = 16;
    private static final int ONE_CRUMB_IN = 8;
    private static final int MAX_DIAL_RETRIES = 6;
    private static final int MAX_SEGMENT_RETRIES = 15;
    private static final long DIAL_RETRY_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long SEGMENT_RETRY_NANOS = Duration.ofMillis(200).toNanos();
    private static final long MAX_RETRY_NANOS = Duration.ofMinutes(2).toNanos();

    private final SimNetwork network;
    private final Route route;
    private final boolean secured;
    private final StreamPipe opposite;
    private final Deque<Segment> segments = new ArrayDeque<>();
    private @Nullable StreamHandle source;
    private @Nullable StreamHandle sink;
    private long readyNanos;
    private int retries;

    /** Makes the pipe from the dialler, and with it the one back. */
    StreamPipe(SimNetwork network, Route route, boolean secured) {
        this.network = network;
        this.route = route;
        this.secured = secured;
        this.opposite = new StreamPipe(network, route.reversed(), this);
    }

    private StreamPipe(SimNetwork network, Route route, StreamPipe opposite) {
        this.network = network;
        this.route = route;
        this.secured = opposite.secured;
        this.opposite = opposite;
    }

    void dial(StreamHandle dialler) {
        source = dialler;
        opposite.sink = dialler;
        append(Kind.DIAL, NOTHING);
    }

    /** Sends bytes, cut into pieces by chance: readers must not depend on where. */
    void write(byte[] bytes) {
        for (int from = 0; from < bytes.length; ) {
            int bound = network.chance().nextInt(ONE_CRUMB_IN) == 0 ? MAX_CRUMB_BYTES : MAX_PIECE_BYTES;
            int to = Math.min(bytes.length, from + 1 + network.chance().nextInt(bound));
            append(Kind.DATA, Arrays.copyOfRange(bytes, from, to));
            from = to;
        }
    }

    void end() {
        append(Kind.END, NOTHING);
    }

    void reset() {
        append(Kind.RESET, NOTHING);
    }

    /** Forgets all that has not arrived. */
    void drop() {
        segments.clear();
        network.scheduler().clear(this);
    }

    @Override
    protected void fire() {
        Segment head = segments.getFirst();
        if (!network.passesStream(route.from, route.to)) {
            holdUp(head);
            return;
        }
        segments.removeFirst();
        retries = 0;
        deliver(head);
        arm();
    }

    private void append(Kind kind, byte[] bytes) {
        long now = network.scheduler().nowNanos();
        readyNanos = Math.max(readyNanos, now + network.delayNanos(route.from, route.to));
        segments.addLast(new Segment(kind, bytes, readyNanos));
        arm();
    }

    private void arm() {
        if (!segments.isEmpty() && !isSet()) {
            long now = network.scheduler().nowNanos();
            network.scheduler().setAt(this, Math.max(now, segments.getFirst().arrivalNanos));
        }
    }

    private void holdUp(Segment head) {
        if (head.kind == Kind.RESET || head.kind == Kind.REFUSAL) {
            drop();
            return;
        }
        boolean dialling = head.kind == Kind.DIAL;
        if (retries == (dialling ? MAX_DIAL_RETRIES : MAX_SEGMENT_RETRIES)) {
            drop();
            loseIfThere(source, StreamEnd.FAILED);
            return;
        }
        long first = dialling ? DIAL_RETRY_NANOS : SEGMENT_RETRY_NANOS;
        network.scheduler().setAfter(this, Math.min(MAX_RETRY_NANOS, first << retries));
        retries++;
    }

    private void deliver(Segment segment) {
        switch (segment.kind) {
            case DIAL -> knock();
            case SECURED -> secure();
            case DATA -> hand(segment.bytes);
            case END, RESET -> loseIfThere(sink, StreamEnd.CLOSED);
            case REFUSAL -> loseIfThere(sink, StreamEnd.REFUSED);
        }
    }

    /** The dial arrived: somebody accepts, or it is refused. What is written follows a round trip later. */
    private void knock() {
        SimSocket listener = network.socketAt(route.to);
        if (listener == null) {
            segments.clear();
            opposite.append(Kind.REFUSAL, NOTHING);
            return;
        }
        long roundTrip = network.delayNanos(route.to, route.from) + network.delayNanos(route.from, route.to);
        Segment[] early = segments.toArray(Segment[]::new);
        segments.clear();
        readyNanos = network.scheduler().nowNanos() + roundTrip;
        for (Segment segment : early) {
            readyNanos = Math.max(readyNanos, segment.arrivalNanos);
            segments.addLast(new Segment(segment.kind, segment.bytes, readyNanos));
        }
        StreamHandle acceptor = listener.accept(route.dialler, opposite);
        sink = acceptor;
        opposite.source = acceptor;
        if (secured && acceptor.isOpen()) {
            opposite.append(Kind.SECURED, NOTHING);
            secure();
        }
    }

    /** The end that is reached here learns whose certificate the other one has. */
    private void secure() {
        if (source != null && sink != null) {
            sink.socket().secure(sink, source.socket().fingerprint());
        }
    }

    private void hand(byte[] bytes) {
        StreamHandle receiver = sink;
        if (receiver != null && receiver.isOpen()) {
            receiver.socket().receive(receiver, bytes);
        } else {
            opposite.reset();
        }
    }

    private static void loseIfThere(@Nullable StreamHandle end, StreamEnd how) {
        if (end != null) {
            end.lose(how);
        }
    }

    /**
     * Which way a pipe leads.
     *
     * @param from listening address of the sending host
     * @param dialler ephemeral address of the host that dialled
     * @param to listening address of the receiving host
     */
    record Route(NodeAddress from, NodeAddress dialler, NodeAddress to) {

        private Route reversed() {
            return new Route(to, dialler, from);
        }
    }

    private enum Kind {
        DIAL,
        SECURED,
        DATA,
        END,
        RESET,
        REFUSAL
    }

    private static final class Segment {

        private final Kind kind;
        private final byte[] bytes;
        private final long arrivalNanos;

        private Segment(Kind kind, byte[] bytes, long arrivalNanos) {
            this.kind = kind;
            this.bytes = bytes;
            this.arrivalNanos = arrivalNanos;
        }
    }
}

package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.StreamCodec;
import dev.swarm.engine.wire.StreamDecoder;
import dev.swarm.engine.wire.StreamMessage;
import dev.swarm.engine.wire.StreamMessage.Failure;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Short streams: one request, at most one reply, then both close (specification section 7). Bounded in number and in
 * time; each ends exactly once.
 */
final class Exchanges {

    /** Most streams at once that peers dialled; further ones are closed unanswered. */
    static final int MAX_SERVED = 128;

    /** Most streams at once that this node dialled, so that idle ones of others never keep it from asking. */
    static final int MAX_DIALLED = 128;

    static final int MAX_RUNNING = MAX_SERVED + MAX_DIALLED;

    private final Core core;
    private final StreamCodec codec;
    private final Listener listener;
    private final Map<StreamId, Exchange> running = new LinkedHashMap<>();

    Exchanges(Core core, StreamCodec codec, Listener listener) {
        this.core = core;
        this.codec = codec;
        this.listener = listener;
    }

    /** Why a stream was opened. */
    enum Purpose {
        /** A peer dialled. */
        SERVE,
        /** This node wants to become a member. */
        JOIN,
        /** Members compare what they know. */
        SYNC,
        /** A member that does not answer datagrams is asked here. */
        PING
    }

    /** What the owner does with what streams bring. */
    interface Listener {

        /** Returns this node's table; the request it answers, if any, tells what the peer wants to know too. */
        PushPull table(Now now, boolean join, @Nullable PushPull request);

        /** Merges a peer's table; returns why it may not be merged, {@code null} if it was. */
        @Nullable
        String onTable(Now now, PushPull table);

        /** A ping was answered on a stream. */
        void onAck(Now now, long seqNo);

        /** The host of a member that was pinged on a stream said that nobody listens there. */
        void onRefused(Now now, long seqNo);

        /** A stream that this node dialled has ended; the problem is {@code null} if it did what it was for. */
        void onEnded(Now now, Purpose purpose, NodeAddress peer, @Nullable String problem);
    }

    /** Exchanges tables with a node; the listener hears how it ended. */
    void exchange(Now now, Purpose purpose, NodeAddress peer) {
        boolean join = purpose == Purpose.JOIN;
        dial(now, purpose, peer, listener.table(now, join, null), streamUntil(now));
    }

    /** Asks a member over a stream, for no longer than its answer is of use. */
    void ping(Now now, MemberEntry target, long seqNo, long untilNanos) {
        long until = Math.min(untilNanos, streamUntil(now));
        dial(now, Purpose.PING, target.address(), core.ping(seqNo, target.id()), until);
    }

    void onAccepted(Now now, StreamId id, NodeAddress peer) {
        if (count(StreamId.Origin.PEER) >= MAX_SERVED) {
            core.counters.increment(Rejection.OVERLOAD);
            core.outbox.close(id);
            return;
        }
        running.put(id, new Exchange(Purpose.SERVE, peer, codec.decoder(true), streamUntil(now)));
    }

    void onBytes(Now now, StreamId id, byte[] bytes) {
        Exchange exchange = running.get(id);
        if (exchange == null) {
            return;
        }
        exchange.begun = true;
        try {
            StreamMessage message = exchange.decoder.feed(bytes);
            if (message != null) {
                exchange.decoder.rejections().forEach(core.counters::increment);
                onMessage(now, id, exchange, message);
            }
        } catch (MalformedPacketException malformed) {
            core.counters.increment(malformed.rejection());
            if (exchange.purpose == Purpose.SERVE && malformed.rejection() != Rejection.FOREIGN_CLUSTER) {
                write(id, new Failure("cannot read the request"), false);
            }
            end(now, id, exchange, malformed.getMessage());
        }
    }

    void onClosed(Now now, StreamId id, StreamEnd end) {
        Exchange exchange = running.get(id);
        if (exchange == null) {
            return;
        }
        if (end == StreamEnd.REFUSED && exchange.purpose == Purpose.PING) {
            listener.onRefused(now, exchange.pingSeqNo);
        }
        String problem = switch (end) {
            case REFUSED -> "nobody listens there";
            case CLOSED -> "the connection was closed without a reply";
            case FAILED -> "the connection could not be made or broke";
        };
        end(now, id, exchange, problem);
    }

    /** Lets go of a stream just accepted, whose first byte shows that it is something else. */
    boolean release(StreamId id) {
        Exchange exchange = running.get(id);
        if (exchange == null || exchange.purpose != Purpose.SERVE || exchange.begun) {
            return false;
        }
        running.remove(id);
        return true;
    }

    /** Closes all streams; nobody hears how they ended. */
    void abandon() {
        running.keySet().forEach(core.outbox::close);
        running.clear();
    }

    /** Ends the streams whose time is up. */
    void onTime(Now now) {
        if (nextDeadlineNanos() > now.nanos()) {
            return;
        }
        List<StreamId> overdue = new ArrayList<>();
        running.forEach((id, exchange) -> {
            if (exchange.untilNanos <= now.nanos()) {
                overdue.add(id);
            }
        });
        for (StreamId id : overdue) {
            Exchange exchange = running.get(id);
            if (exchange != null) {
                end(now, id, exchange, "no reply in time");
            }
        }
    }

    long nextDeadlineNanos() {
        long next = Deadline.NEVER;
        for (Exchange exchange : running.values()) {
            next = Math.min(next, exchange.untilNanos);
        }
        return next;
    }

    int running() {
        return running.size();
    }

    private void dial(Now now, Purpose purpose, NodeAddress peer, StreamMessage request, long untilNanos) {
        if (count(StreamId.Origin.ENGINE) >= MAX_DIALLED) {
            core.counters.increment(Rejection.OVERLOAD);
            listener.onEnded(now, purpose, peer, "too many streams at once");
            return;
        }
        StreamId id = core.numbers.next();
        Exchange exchange = new Exchange(purpose, peer, codec.decoder(false), untilNanos);
        exchange.pingSeqNo = request instanceof Ping ping ? ping.seqNo() : 0;
        running.put(id, exchange);
        core.outbox.connect(id, peer);
        write(id, request, true);
    }

    private long streamUntil(Now now) {
        return now.nanos() + core.timing.streamTimeoutNanos();
    }

    private long count(StreamId.Origin origin) {
        return running.keySet().stream().filter(id -> id.origin() == origin).count();
    }

    private void onMessage(Now now, StreamId id, Exchange exchange, StreamMessage message) {
        if (exchange.purpose == Purpose.SERVE) {
            serve(now, id, exchange, message);
            return;
        }
        String problem = null;
        if (message instanceof PushPull table && exchange.purpose != Purpose.PING) {
            problem = listener.onTable(now, table);
        } else if (message instanceof Ack ack && exchange.purpose == Purpose.PING) {
            listener.onAck(now, ack.seqNo());
        } else if (message instanceof Failure failure) {
            problem = "the peer answered: " + failure.reason();
        } else {
            core.counters.increment(Rejection.UNEXPECTED_TYPE);
            problem = "the peer answered something else";
        }
        end(now, id, exchange, problem);
    }

    /** Answers before merging, so that the peer is not told its own news (specification section 7.4). */
    private void serve(Now now, StreamId id, Exchange exchange, StreamMessage message) {
        if (message instanceof PushPull table) {
            write(id, listener.table(now, table.join(), table), false);
            end(now, id, exchange, null);
            listener.onTable(now, table);
            return;
        }
        if (message instanceof Ping ping) {
            if (ping.target() == null || ping.target().equals(core.self.id())) {
                write(id, new Ack(ping.seqNo(), null), false);
            }
        } else {
            core.counters.increment(Rejection.UNEXPECTED_TYPE);
        }
        end(now, id, exchange, null);
    }

    private void write(StreamId id, StreamMessage message, boolean initiator) {
        byte[] bytes = codec.encode(message, initiator);
        core.counters.add(TrafficCounter.BYTES_OUT, bytes.length);
        core.outbox.write(id, bytes);
    }

    private void end(Now now, StreamId id, Exchange exchange, @Nullable String problem) {
        running.remove(id);
        core.outbox.close(id);
        if (exchange.purpose != Purpose.SERVE) {
            listener.onEnded(now, exchange.purpose, exchange.peer, problem);
        }
    }

    /** One stream at work. */
    private static final class Exchange {

        private final Purpose purpose;
        private final NodeAddress peer;
        private final StreamDecoder decoder;
        private final long untilNanos;
        private long pingSeqNo;
        private boolean begun;

        private Exchange(Purpose purpose, NodeAddress peer, StreamDecoder decoder, long untilNanos) {
            this.purpose = purpose;
            this.peer = peer;
            this.decoder = decoder;
            this.untilNanos = untilNanos;
        }
    }
}

package dev.swarm.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.comms.Turnstile.Taken;
import dev.swarm.engine.comms.Arrival;
import dev.swarm.engine.comms.Inbox;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what arrives in one life of a node, and sees that each message ends in exactly one count: handled, unhandled,
 * failed or dropped.
 *
 * <p>A handler whose executor runs tasks at once is called right here, on the protocol's thread, if nothing of its
 * sender and priority is under way; what it answers leaves in the same step. All others have their turn at a
 * {@link Turnstile}.
 */
public final class Reception implements Inbox, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private static final int MOST_IDLE = 1024;

    private final Handlers handlers;
    private final MessageCodec codec;
    private final int capacity;
    private final int messageBytes;
    private final long capacityBytes;
    private final Post post;
    private final Crew crew;
    private final Map<NodeId, Map<Priority, Turnstile>> turnstiles = new HashMap<>();
    private final Map<TrafficCounter, LongAdder> counts = new EnumMap<>(TrafficCounter.class);
    private @Nullable Turnstile latest;
    private volatile Executor loop = Runnable::run;
    private volatile boolean closed;

    /** Makes one; nobody is called before something arrives. */
    public Reception(Handlers handlers, MessageCodec codec, CommsConfig config, String name, Post post) {
        this.handlers = handlers;
        this.codec = codec;
        this.capacity = config.inboxCapacity();
        this.messageBytes = config.messageBytes();
        this.capacityBytes = config.queueBytes();
        this.post = post;
        this.crew = Crew.of(name);
        counts.put(TrafficCounter.COMMS_HANDLED, new LongAdder());
        counts.put(TrafficCounter.COMMS_UNHANDLED, new LongAdder());
        counts.put(TrafficCounter.COMMS_FAILED, new LongAdder());
        counts.put(TrafficCounter.COMMS_INBOX_DROPPED, new LongAdder());
        counts.put(TrafficCounter.COMMS_ANSWERS_LOST, new LongAdder());
    }

    /** Says how tasks get to the protocol's thread; before anything arrives. */
    public void runOn(Executor protocol) {
        loop = protocol;
    }

    /** Returns what users send through. */
    public Post post() {
        return post;
    }

    /** Returns what is counted here; 0 for everything else. */
    public long count(TrafficCounter counter) {
        LongAdder adder = counts.get(counter);
        return adder == null ? 0 : adder.sum();
    }

    @Override
    public boolean take(Arrival arrival) {
        Handler<?> handler = handlers.find(arrival);
        if (handler == null) {
            onUnhandled(arrival);
            return true;
        }
        Payload content = new Payload(arrival.form(), Payload.NOTHING.type(), arrival.content());
        Envelope envelope =
                new Envelope(arrival.from(), arrival.priority(), arrival.relay(), arrival.kind(), arrival.number());
        Turnstile turnstile = turnstile(arrival);
        if (handler.express() || (handler.direct() && turnstile.isFree())) {
            perform(handler, envelope, content);
            return true;
        }
        boolean passedOn = arrival.relay() != null;
        Taken taken = turnstile.take(new Parcel(handler, envelope, content));
        if (taken == Taken.NONE) {
            drop(envelope);
        }
        return taken == Taken.WELCOME || passedOn;
    }

    /** Nobody is called any more; handlers that run are interrupted. */
    @Override
    public void close() {
        closed = true;
        post.close();
        crew.close();
    }

    Executor executorOf(Handler<?> handler) {
        if (handler.direct()) {
            return loop;
        }
        return handler.executor() == null ? crew : handler.executor();
    }

    /** Returns how many messages may wait at a turnstile before their sender is asked to stop. */
    int capacity() {
        return capacity;
    }

    /** Returns how many bytes may. */
    long capacityBytes() {
        return capacityBytes;
    }

    void release(Turnstile turnstile) {
        post.release(turnstile.from, turnstile.priority);
    }

    /** An executor takes nothing any more. */
    void onRejected(Turnstile turnstile, int lost) {
        count(TrafficCounter.COMMS_INBOX_DROPPED, lost);
        if (!closed) {
            LOG.warn("An executor takes no message from {}; {} are lost", turnstile.from, lost);
        }
        release(turnstile);
    }

    /** Calls a handler and answers for it, at once or when it has what it promised. */
    void perform(Handler<?> handler, Envelope envelope, Payload content) {
        try {
            Object result = handler.call(codec, content, envelope);
            if (result instanceof CompletionStage<?> promised) {
                CompletionStage<?> unused =
                        promised.whenComplete((later, error) -> finish(handler, envelope, later, error));
            } else {
                finish(handler, envelope, result, null);
            }
        } catch (Throwable e) {
            fail(handler, envelope, e);
        }
    }

    private void finish(Handler<?> handler, Envelope envelope, @Nullable Object result, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause = error instanceof CompletionException ? error.getCause() : null;
            fail(handler, envelope, cause == null ? error : cause);
            return;
        }
        boolean asked = envelope.kind() == EntryKind.REQUEST;
        Payload answer;
        try {
            answer = asked ? answer(result) : Payload.NOTHING;
        } catch (RuntimeException e) {
            fail(handler, envelope, e);
            return;
        }
        count(TrafficCounter.COMMS_HANDLED, 1);
        reply(envelope, asked ? EntryKind.ANSWER : EntryKind.HANDLED, answer);
    }

    private void fail(Handler<?> handler, Envelope envelope, Throwable e) {
        count(TrafficCounter.COMMS_FAILED, 1);
        reply(envelope, EntryKind.FAILED, Payload.of(e.getClass().getName() + ": " + e.getMessage()));
        LOG.warn("A handler of {} failed on a message from {}", handler.type().getName(), envelope.from(), e);
        if (e instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
    }

    private Payload answer(@Nullable Object result) {
        if (result instanceof Payload ready) {
            return ready;
        }
        Payload answer = codec.answer(result);
        if (answer.bytes().length > messageBytes) {
            throw new IllegalArgumentException("An answer of " + answer.bytes().length + " bytes, and at most "
                    + messageBytes + " may be sent (comms.message-bytes)");
        }
        return answer;
    }

    private void reply(Envelope envelope, EntryKind kind, Payload payload) {
        if (envelope.kind() != EntryKind.MESSAGE
                && !post.answer(envelope.from(), envelope.priority(), kind, envelope.number(), payload)) {
            count(TrafficCounter.COMMS_ANSWERS_LOST, 1);
        }
    }

    private void onUnhandled(Arrival arrival) {
        count(TrafficCounter.COMMS_UNHANDLED, 1);
        Envelope envelope =
                new Envelope(arrival.from(), arrival.priority(), arrival.relay(), arrival.kind(), arrival.number());
        String type = arrival.type().isEmpty() ? arrival.form().name() : arrival.type();
        reply(envelope, EntryKind.UNHANDLED, Payload.of("there is no handler of " + type));
    }

    private void drop(Envelope envelope) {
        count(TrafficCounter.COMMS_INBOX_DROPPED, 1);
        reply(envelope, EntryKind.UNHANDLED, Payload.of("its inbox is full"));
    }

    private void count(TrafficCounter counter, int amount) {
        Objects.requireNonNull(counts.get(counter)).add(amount);
    }

    private Turnstile turnstile(Arrival arrival) {
        Turnstile last = latest;
        if (last == null || last.priority != arrival.priority() || !last.from.equals(arrival.from())) {
            forgetIdle();
            last = turnstiles
                    .computeIfAbsent(arrival.from(), node -> new EnumMap<>(Priority.class))
                    .computeIfAbsent(arrival.priority(), priority -> new Turnstile(this, arrival.from(), priority));
            latest = last;
        }
        return last;
    }

    private void forgetIdle() {
        if (turnstiles.size() > MOST_IDLE) {
            turnstiles.values().removeIf(lanes -> lanes.values().stream().allMatch(Turnstile::isFree));
        }
    }
}

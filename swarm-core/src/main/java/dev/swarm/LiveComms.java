package dev.swarm;

import dev.swarm.api.CommsManager;
import dev.swarm.api.Link;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.MessageHandler;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.RequestHandler;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.failure.UndeliveredException;
import dev.swarm.comms.Handlers;
import dev.swarm.comms.MessageCodec;
import dev.swarm.comms.Pledge;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The messages of whatever life the node has now. Payloads are encoded on the caller's thread. */
final class LiveComms implements CommsManager {

    private final CommsConfig config;
    private final MessageCodec codec;
    private final Handlers handlers;
    private final Supplier<@Nullable Running> running;

    LiveComms(CommsConfig config, MessageCodec codec, Handlers handlers, Supplier<@Nullable Running> running) {
        this.config = config;
        this.codec = codec;
        this.handlers = handlers;
        this.running = running;
    }

    @Override
    public SendOutcome send(NodeId node, Object payload, Priority priority) {
        Payload encoded = encode(node, payload, priority);
        Running current = running.get();
        return current == null ? SendOutcome.DISCONNECTED : current.post().send(node, priority, encoded, 0);
    }

    @Override
    public SendOutcome send(NodeId node, Object payload, Priority priority, Duration expiry) {
        requireTime("expiry", expiry);
        Payload encoded = encode(node, payload, priority);
        Running current = running.get();
        return current == null
                ? SendOutcome.DISCONNECTED
                : current.post().send(node, priority, encoded, current.node().nanos() + expiry.toNanos());
    }

    @Override
    public CompletableFuture<Void> deliver(NodeId node, Object payload, Priority priority, Duration timeout) {
        return ask(new Question<>(EntryKind.DELIVERY, node, priority, timeout, nothing -> null), payload);
    }

    @Override
    public <R> CompletableFuture<R> request(NodeId node, Object payload, Class<R> type) {
        return request(node, payload, type, Priority.NORMAL, config.requestTimeout());
    }

    @Override
    public <R> CompletableFuture<R> request(
            NodeId node, Object payload, Class<R> type, Priority priority, Duration timeout) {
        Objects.requireNonNull(type, "type");
        Function<Payload, @Nullable R> reader = answer -> codec.read(answer.form(), answer.bytes(), type);
        return ask(new Question<>(EntryKind.REQUEST, node, priority, timeout, reader), payload);
    }

    @Override
    public CompletableFuture<Void> room(NodeId node, Priority priority) {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(priority, "priority");
        Running current = running.get();
        if (current == null) {
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> room = new CompletableFuture<>();
        Runnable done = () -> room.complete(null);
        if (current.post()
                .hasRoomOrCalls(node, priority, () -> current.waking().answers().execute(done))) {
            done.run();
        }
        return room;
    }

    @Override
    public LinkQuality linkQuality(NodeId node) {
        Objects.requireNonNull(node, "node");
        Running current = running.get();
        return current == null ? LinkQuality.DISCONNECTED : current.post().quality(node);
    }

    @Override
    public List<Link> links() {
        Running current = running.get();
        return current == null ? List.of() : current.post().links();
    }

    @Override
    public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler) {
        return handlers.onMessage(type, handler, null);
    }

    @Override
    public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler, Executor executor) {
        return handlers.onMessage(type, handler, Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public <T> Registration onRequest(Class<T> type, RequestHandler<? super T, ?> handler) {
        return handlers.onRequest(type, handler, null);
    }

    @Override
    public <T> Registration onRequest(Class<T> type, RequestHandler<? super T, ?> handler, Executor executor) {
        return handlers.onRequest(type, handler, Objects.requireNonNull(executor, "executor"));
    }

    @Override
    public long count(Priority priority, SendOutcome outcome) {
        Running current = running.get();
        return current == null ? 0 : current.post().count(priority, outcome);
    }

    /** What is asked of whom, and how its answer is read. */
    private record Question<R>(
            EntryKind kind, NodeId node, Priority priority, Duration timeout, Function<Payload, @Nullable R> reader) {}

    private <R> CompletableFuture<R> ask(Question<R> question, Object payload) {
        requireTime("timeout", question.timeout);
        Payload encoded = encode(question.node, payload, question.priority);
        Running current = running.get();
        if (current == null) {
            return CompletableFuture.failedFuture(new UndeliveredException(question.node, SendOutcome.DISCONNECTED));
        }
        Pledge<R> pledge = new Pledge<>(question.node, question.timeout, question.reader, current.waking());
        long until = current.node().nanos() + question.timeout.toNanos();
        Post.Asking asking = new Post.Asking(question.kind, pledge, until);
        SendOutcome outcome = current.post().ask(question.node, question.priority, encoded, asking);
        if (outcome != SendOutcome.SENT) {
            pledge.completeExceptionally(new UndeliveredException(question.node, outcome));
        }
        return pledge;
    }

    private Payload encode(NodeId node, Object payload, Priority priority) {
        Objects.requireNonNull(node, "node");
        Objects.requireNonNull(payload, "payload");
        Objects.requireNonNull(priority, "priority");
        return codec.message(payload, config.messageBytes());
    }

    private static void requireTime(String what, Duration time) {
        if (time.compareTo(CommsConfig.SHORTEST) < 0 || time.compareTo(CommsConfig.LONGEST) > 0) {
            throw new IllegalArgumentException("The " + what + " must be 1 ms to 1 h, not " + time);
        }
    }
}

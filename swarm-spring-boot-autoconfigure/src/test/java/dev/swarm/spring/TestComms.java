package dev.swarm.spring;

import dev.swarm.api.CommsManager;
import dev.swarm.api.Link;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.Message;
import dev.swarm.api.MessageHandler;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.RequestHandler;
import dev.swarm.api.SendOutcome;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Messages to the own node only, handed over at once, on the thread of the sender or by the handler's executor. */
public final class TestComms implements CommsManager {

    private final NodeId self = NodeId.of("self");
    private final Map<Class<?>, Route> routes = new ConcurrentHashMap<>();
    private final Map<Priority, Long> sent = new EnumMap<>(Priority.class);
    private volatile List<Link> links = List.of();

    /** Decides what the links are. */
    public void links(Link... values) {
        links = List.of(values);
    }

    /** Returns the types that have handlers. */
    public List<Class<?>> types() {
        return List.copyOf(routes.keySet());
    }

    @Override
    public SendOutcome send(NodeId node, Object payload, Priority priority) {
        CompletableFuture<?> unused = hand(payload, priority);
        sent.merge(priority, 1L, Long::sum);
        return SendOutcome.SENT;
    }

    @Override
    public SendOutcome send(NodeId node, Object payload, Priority priority, Duration expiry) {
        return send(node, payload, priority);
    }

    @Override
    public CompletableFuture<Void> deliver(NodeId node, Object payload, Priority priority, Duration timeout) {
        return hand(payload, priority).thenAccept(done -> {});
    }

    @Override
    public <R> CompletableFuture<R> request(NodeId node, Object payload, Class<R> type) {
        return hand(payload, Priority.NORMAL).thenApply(type::cast);
    }

    @Override
    public <R> CompletableFuture<R> request(
            NodeId node, Object payload, Class<R> type, Priority priority, Duration timeout) {
        return hand(payload, priority).thenApply(type::cast);
    }

    @Override
    public CompletableFuture<Void> room(NodeId node, Priority priority) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public LinkQuality linkQuality(NodeId node) {
        return LinkQuality.EXCELLENT;
    }

    @Override
    public List<Link> links() {
        return links;
    }

    @Override
    public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler) {
        return onMessage(type, handler, Runnable::run);
    }

    @Override
    public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler, Executor executor) {
        return add(type, executor, message -> {
            handler.onMessage(
                    new Message<>(message.from(), type.cast(message.payload()), message.priority(), message.relay()));
            return null;
        });
    }

    @Override
    public <T> Registration onRequest(Class<T> type, RequestHandler<? super T, ?> handler) {
        return onRequest(type, handler, Runnable::run);
    }

    @Override
    public <T> Registration onRequest(Class<T> type, RequestHandler<? super T, ?> handler, Executor executor) {
        return add(
                type,
                executor,
                message -> handler.onRequest(new Message<>(
                        message.from(), type.cast(message.payload()), message.priority(), message.relay())));
    }

    @Override
    public long count(Priority priority, SendOutcome outcome) {
        return outcome == SendOutcome.SENT ? sent.getOrDefault(priority, 0L) : 0;
    }

    private Registration add(Class<?> type, Executor executor, RequestHandler<Object, Object> handler) {
        if (routes.putIfAbsent(type, new Route(executor, handler)) != null) {
            throw new IllegalStateException(type.getName() + " has a handler already");
        }
        return () -> routes.remove(type);
    }

    private CompletableFuture<@Nullable Object> hand(Object payload, Priority priority) {
        Route route = routes.get(payload.getClass());
        CompletableFuture<@Nullable Object> answer = new CompletableFuture<>();
        if (route == null) {
            answer.completeExceptionally(new IllegalArgumentException("no handler"));
            return answer;
        }
        route.executor.execute(() -> {
            try {
                answer.complete(route.handler.onRequest(new Message<>(self, payload, priority, null)));
            } catch (Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer;
    }

    private record Route(Executor executor, RequestHandler<Object, Object> handler) {}
}

package dev.swarm.comms;

import dev.swarm.api.CommsManager.Registration;
import dev.swarm.api.MessageHandler;
import dev.swarm.api.RequestHandler;
import dev.swarm.comms.Handler.Code;
import dev.swarm.engine.comms.Arrival;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.comms.Payload.Form;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The handlers of a node by the name of their type; outlives the lives of the node. */
public final class Handlers {

    private final Map<String, Handler<?>> byType = new ConcurrentHashMap<>();
    private volatile @Nullable Handler<?> bytes;
    private volatile @Nullable Handler<?> text;

    /**
     * Adds one that answers nothing.
     *
     * @param executor who calls it, {@code null} for the threads of handlers
     * @throws IllegalStateException if the type has one already
     */
    public <T> Registration onMessage(Class<T> type, MessageHandler<? super T> handler, @Nullable Executor executor) {
        return add(type, taking(Objects.requireNonNull(handler, "handler")), executor);
    }

    /** Adds one that answers; see {@link #onMessage}. */
    public <T> Registration onRequest(
            Class<T> type, RequestHandler<? super T, ?> handler, @Nullable Executor executor) {
        return add(type, answering(Objects.requireNonNull(handler, "handler")), executor);
    }

    /**
     * Adds one for a type that is no class of users.
     *
     * @param name of the type, by which values travel
     * @throws IllegalStateException if the type has one already
     */
    public Registration onExpress(String name, Express express) {
        Code<Payload> code = (payload, envelope) -> express.onRequest(envelope.from(), payload);
        return put(name, new Handler<>(Payload.class, code, null, true, true));
    }

    private static <T> Code<T> taking(MessageHandler<T> handler) {
        return (payload, envelope) -> {
            handler.onMessage(envelope.around(payload));
            return null;
        };
    }

    private static <T> Code<T> answering(RequestHandler<T, ?> handler) {
        return (payload, envelope) -> handler.onRequest(envelope.around(payload));
    }

    private <T> Registration add(Class<T> type, Code<? super T> code, @Nullable Executor executor) {
        boolean direct = executor != null && isDirect(executor);
        return put(MessageCodec.nameOf(type), new Handler<>(type, code, executor, direct, false));
    }

    private Registration put(String name, Handler<?> handler) {
        if (byType.putIfAbsent(name, handler) != null) {
            throw new IllegalStateException("Messages of " + name + " have a handler already");
        }
        refresh();
        return () -> {
            byType.remove(name, handler);
            refresh();
        };
    }

    /** Returns who takes a message, {@code null} if nobody does. */
    @Nullable
    Handler<?> find(Arrival arrival) {
        Form form = arrival.form();
        return switch (form) {
            case BYTES -> bytes;
            case TEXT -> text;
            case VALUE -> byType.get(arrival.type());
            case NOTHING -> null;
        };
    }

    private synchronized void refresh() {
        bytes = byType.get(MessageCodec.nameOf(byte[].class));
        text = byType.get(MessageCodec.nameOf(String.class));
    }

    /** An executor that has run a task on this thread when it returns runs all so. */
    private static boolean isDirect(Executor executor) {
        AtomicReference<@Nullable Thread> ranOn = new AtomicReference<>();
        executor.execute(() -> ranOn.set(Thread.currentThread()));
        return ranOn.get() == Thread.currentThread();
    }
}

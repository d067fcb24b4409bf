package dev.swarm.spring.comms;

import dev.swarm.api.CommsManager;
import dev.swarm.api.CommsManager.Registration;
import dev.swarm.api.MessageHandler;
import dev.swarm.api.RequestHandler;
import dev.swarm.spring.comms.HandlerSearch.Found;
import dev.swarm.spring.diagnostics.InvalidMessageHandlerException.Obstacle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Makes handlers of the methods that are marked so. They are found, and refused, when all beans are there and nothing
 * has started; they stand from before the node starts until it has left, so that no message misses its handler.
 */
final class MessageHandlers implements SmartInitializingSingleton, SmartLifecycle {

    /** Just below the node, which is at the maximum minus 512: starts before it, stops after it. */
    static final int PHASE = DEFAULT_PHASE - 513;

    private final ConfigurableListableBeanFactory beans;
    private final CommsManager comms;
    private final Duration patience;

    private final Map<Class<?>, Handler> handlers = new LinkedHashMap<>();
    private final Deque<Registration> standing = new ArrayDeque<>();
    private volatile boolean running;

    /**
     * Makes one.
     *
     * @param patience how long an answer that comes later is waited for
     */
    MessageHandlers(ConfigurableListableBeanFactory beans, CommsManager comms, Duration patience) {
        this.beans = beans;
        this.comms = comms;
        this.patience = patience;
    }

    @Override
    public synchronized void afterSingletonsInstantiated() {
        handlers.clear();
        for (Found found : new HandlerSearch(beans).search()) {
            HandlerPlace place = found.place();
            HandlerSignature signature = HandlerSignature.of(place);
            if (!found.executor().isEmpty() && !isExecutor(found.executor())) {
                throw place.refusal(Obstacle.EXECUTOR, ": '" + found.executor() + "'");
            }
            Handler handler =
                    new Handler(place, found.executor(), signature, new BeanHandler(beans, place, signature, patience));
            Handler other = handlers.putIfAbsent(signature.payload(), handler);
            if (other != null) {
                throw place.refusal(Obstacle.TAKEN, ", " + other.place);
            }
        }
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        for (Handler handler : handlers.values()) {
            try {
                standing.push(register(handler, handler.signature.payload()));
            } catch (IllegalStateException taken) {
                stop();
                throw handler.place.refusal(Obstacle.TAKEN, ", registered with the CommsManager itself");
            }
        }
    }

    @Override
    public synchronized void stop() {
        while (!standing.isEmpty()) {
            standing.pop().close();
        }
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private <T> Registration register(Handler handler, Class<T> payload) {
        Executor executor = handler.executor.isEmpty() ? null : beans.getBean(handler.executor, Executor.class);
        BeanHandler call = handler.call;
        if (handler.signature.answers()) {
            RequestHandler<T, @Nullable Object> answer = call::call;
            return executor == null ? comms.onRequest(payload, answer) : comms.onRequest(payload, answer, executor);
        }
        MessageHandler<T> take = call::call;
        return executor == null ? comms.onMessage(payload, take) : comms.onMessage(payload, take, executor);
    }

    private boolean isExecutor(String name) {
        return beans.containsBean(name) && beans.isTypeMatch(name, Executor.class);
    }

    private record Handler(HandlerPlace place, String executor, HandlerSignature signature, BeanHandler call) {}
}

package dev.swarm.spring;

import dev.swarm.Swarm;
import dev.swarm.Swarm.Subscription;
import dev.swarm.api.event.OverlayEvent;
import dev.swarm.api.event.SwarmEvent;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes what the node learns as application events.
 *
 * <p>It starts before the node and stops after the node has left, so that nothing is missed, and nothing is published
 * by a context that is being torn down. Listeners run on the node's dispatcher thread, one event after the other; what
 * they throw is logged and counted there, after all of them were told.
 */
final class SwarmEventPublisher implements SmartLifecycle {

    /** Just below the node: starts before it, stops after it. */
    static final int PHASE = SwarmLifecycle.PHASE - 1;

    private static final Logger LOG = LoggerFactory.getLogger(SwarmEventPublisher.class);

    private final Swarm swarm;
    private final ApplicationEventPublisher publisher;
    private final IsolatedListeners listeners;
    private volatile boolean open;
    private @Nullable Subscription subscription;

    SwarmEventPublisher(Swarm swarm, ApplicationEventPublisher publisher, IsolatedListeners listeners) {
        this.swarm = swarm;
        this.publisher = publisher;
        this.listeners = listeners;
    }

    @Override
    public synchronized void start() {
        if (subscription == null) {
            open = true;
            subscription = swarm.subscribe(this::publish);
        }
    }

    @Override
    public synchronized void stop() {
        open = false;
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    @Override
    public boolean isRunning() {
        return open;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    /** An event may be on its way while the subscription ends. */
    private void publish(SwarmEvent event) {
        if (open) {
            // what is shared may be confidential, and is much
            if (LOG.isDebugEnabled() && !(event instanceof OverlayEvent)) {
                LOG.debug("{}", event);
            }
            listeners.round(() -> publisher.publishEvent(event));
        }
    }
}

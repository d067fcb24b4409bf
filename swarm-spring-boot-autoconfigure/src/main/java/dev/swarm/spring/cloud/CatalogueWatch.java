package dev.swarm.spring.cloud;

import dev.swarm.Swarm;
import dev.swarm.Swarm.Subscription;
import dev.swarm.api.SwarmState;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.RoleChanged;
import dev.swarm.api.event.SwarmEvent;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;

/**
 * Tells Spring Cloud when the node is in the cluster, and whenever the catalogue has become another one.
 *
 * <p>It looks at once after each event of a member, and else four times a second, because no event says that a member
 * told a new web address; a look that finds nothing new compares references. All that it publishes, but for the first
 * look, comes from one thread of its own, so that listeners cannot hold up the node's events, and in order. Each change
 * has a number of its own; changes that follow each other closely may share one.
 */
final class CatalogueWatch implements SmartLifecycle {

    /** After the node and its web address, before what the application itself starts. */
    static final int PHASE = DEFAULT_PHASE - 256;

    private static final Logger LOG = LoggerFactory.getLogger(CatalogueWatch.class);
    private static final long INTERVAL_MILLIS = 250;

    private final Swarm swarm;
    private final LiveCatalogue catalogue;
    private final Registration registration;
    private final ApplicationEventPublisher publisher;
    private final AtomicBoolean lookIsDue = new AtomicBoolean();
    private final AtomicLong changes = new AtomicLong();
    private @Nullable ScheduledExecutorService thread;
    private @Nullable Subscription subscription;
    private volatile boolean running;

    /** Of whoever looks: the thread that starts, and after that the own one. */
    private volatile boolean registered;

    private volatile @Nullable Catalogue known;

    CatalogueWatch(
            Swarm swarm, LiveCatalogue catalogue, Registration registration, ApplicationEventPublisher publisher) {
        this.swarm = swarm;
        this.catalogue = catalogue;
        this.registration = registration;
        this.publisher = publisher;
    }

    @Override
    public synchronized void start() {
        if (running) {
            return;
        }
        running = true;
        registered = false;
        look();
        ScheduledExecutorService own = newThread();
        ScheduledFuture<?> unused =
                own.scheduleWithFixedDelay(this::look, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
        thread = own;
        subscription = swarm.subscribe(event -> onEvent(event, own));
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void onEvent(SwarmEvent event, ScheduledExecutorService own) {
        boolean matters = event instanceof MemberEvent || event instanceof RoleChanged;
        if (matters && lookIsDue.compareAndSet(false, true)) {
            try {
                own.execute(this::look);
            } catch (RejectedExecutionException stopped) {
                lookIsDue.set(false);
            }
        }
    }

    private void look() {
        lookIsDue.set(false);
        isolated(this::tellOfRegistration);
        isolated(this::tellOfChange);
    }

    private void tellOfRegistration() {
        if (running && !registered && swarm.state() == SwarmState.RUNNING) {
            registered = true;
            publisher.publishEvent(new InstanceRegisteredEvent<>(this, registration));
        }
    }

    private void tellOfChange() {
        Catalogue fresh = catalogue.current();
        if (running && !fresh.equals(known)) {
            known = fresh;
            publisher.publishEvent(new HeartbeatEvent(this, changes.incrementAndGet()));
        }
    }

    private static void isolated(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException failure) {
            LOG.error("A listener of discovery events has failed", failure);
        }
    }

    private static ScheduledExecutorService newThread() {
        ScheduledThreadPoolExecutor own = new ScheduledThreadPoolExecutor(1, task -> {
            Thread made = new Thread(task, "swarm-catalogue");
            made.setDaemon(true);
            return made;
        });
        own.setRemoveOnCancelPolicy(true);
        return own;
    }
}

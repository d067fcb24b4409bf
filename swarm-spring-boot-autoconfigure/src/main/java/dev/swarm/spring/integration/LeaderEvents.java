package dev.swarm.spring.integration;

import dev.swarm.api.CommanderLease;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.event.TopologyEvent;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.integration.leader.event.LeaderEventPublisher;

/**
 * Publishes when this node begins and ceases to command, in turn: nothing is granted twice, and everything granted is
 * revoked.
 *
 * <p>Nothing is granted before the context is complete, so that all who listen are there; a command that stands by then
 * is granted then. When the context stops, it is revoked first of all. Events of the node are only the occasion to look
 * at the lease: what is published is right even if some of them were lost. Who is told is never told under a lock: of
 * two threads that have something to tell one does it for both.
 */
final class LeaderEvents implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LeaderEvents.class);

    private final SwarmTopology topology;
    private final LeaderEventPublisher publisher;
    private final String role;
    private final ApplicationContext context;

    private final AtomicInteger occasions = new AtomicInteger();
    private volatile boolean running;
    private volatile boolean complete;

    /** Of whoever takes care of the occasions. */
    private @Nullable Command granted;

    LeaderEvents(SwarmTopology topology, LeaderEventPublisher publisher, String role, ApplicationContext context) {
        this.topology = topology;
        this.publisher = publisher;
        this.role = role;
        this.context = context;
    }

    /** The next refreshed or started event of the context says that all others have started too. */
    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        complete = false;
        look();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @EventListener({ContextRefreshedEvent.class, ContextStartedEvent.class})
    void onComplete(ApplicationContextEvent event) {
        // those of child contexts come here too
        if (event.getApplicationContext() == context) {
            complete = running;
            look();
        }
    }

    @EventListener
    void onTopology(TopologyEvent event) {
        look();
    }

    private void look() {
        if (occasions.getAndIncrement() > 0) {
            return;
        }
        int seen = 1;
        boolean whole = false;
        try {
            while (seen > 0) {
                tell();
                seen = occasions.addAndGet(-seen);
            }
            whole = true;
        } finally {
            if (!whole) {
                // an error must not end all later news
                occasions.set(0);
            }
        }
    }

    private void tell() {
        CommanderLease lease =
                complete ? topology.lease().filter(CommanderLease::isValid).orElse(null) : null;
        Command last = granted;
        if (last != null && (lease == null || lease.term() != last.term())) {
            granted = null;
            isolated(() -> publisher.publishOnRevoked(this, last, role));
        }
        if (lease != null && granted == null) {
            Command fresh = new Command(topology, lease, role);
            granted = fresh;
            isolated(() -> publisher.publishOnGranted(this, fresh, role));
        }
    }

    private static void isolated(Runnable publication) {
        try {
            publication.run();
        } catch (RuntimeException failure) {
            LOG.error("A listener of leader events has failed", failure);
        }
    }
}

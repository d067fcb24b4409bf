package dev.swarm.spring.kubernetes;

import dev.swarm.api.SwarmTopology;
import dev.swarm.api.event.TopologyEvent;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/**
 * Makes the pod of the commander dearer to delete than those of the others, so that scaling down takes it last and the
 * command moves once instead of again and again. A hint for Kubernetes: nothing depends on it, and events never wait
 * for it.
 */
final class PodDeletionCost implements SmartLifecycle {

    /** Any number above the others' will do. */
    static final int COMMANDER = 100;

    /** The cost of a pod that has none. */
    static final int OTHERS = 0;

    private static final Logger LOG = LoggerFactory.getLogger(PodDeletionCost.class);

    private final SwarmTopology topology;
    private final Supplier<Optional<CostWriter>> writers;
    private boolean running;
    private @Nullable CostWriter writer;

    /**
     * Makes one.
     *
     * @param writers asked at each start; empty outside of a pod
     */
    PodDeletionCost(SwarmTopology topology, Supplier<Optional<CostWriter>> writers) {
        this.topology = topology;
        this.writers = writers;
    }

    /** Writes at once, since the container before may have written something else. */
    @Override
    public synchronized void start() {
        running = true;
        writer = writers.get().orElse(null);
        if (writer == null) {
            LOG.warn("swarm.topology.kubernetes.pod-deletion-cost does nothing: this is no pod with a service account");
        }
        update();
    }

    @Override
    public synchronized void stop() {
        running = false;
        if (writer != null) {
            writer.close();
            writer = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running;
    }

    @EventListener
    synchronized void onTopology(TopologyEvent event) {
        update();
    }

    private void update() {
        if (writer != null) {
            writer.want(topology.isCommander() ? COMMANDER : OTHERS);
        }
    }
}

package dev.swarm.discovery.kubernetes;

import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import org.jspecify.annotations.Nullable;

/**
 * Looks for peers by the API of Kubernetes: the endpoints of a service, ready or not, or pods with some labels. It is
 * told of changes where it may watch, and asks again and again where it may only list. What fails takes nothing away.
 */
public final class KubernetesStrategy implements DiscoveryStrategy {

    private final KubernetesConfig config;
    private final Limits limits;
    private @Nullable KubernetesRun run;

    /** Makes the strategy; nothing is asked yet. */
    public KubernetesStrategy(KubernetesConfig config) {
        this(config, Limits.usual());
    }

    KubernetesStrategy(KubernetesConfig config, Limits limits) {
        this.config = config;
        this.limits = limits;
    }

    @Override
    public String name() {
        return "kubernetes";
    }

    @Override
    public synchronized void start(DiscoveryContext context, PeerSink sink) {
        run = new KubernetesRun(config, limits, context, sink);
        run.start();
    }

    @Override
    public synchronized void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}

package dev.swarm.spring;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmState;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.SmartLifecycle;

/**
 * Joins the cluster when the application is ready to serve, and leaves it before the application stops serving.
 *
 * <p>Its phase is above that of the web server: it starts after the server listens, and others hear the goodbye while
 * the server still answers. Sockets stay open until {@link SwarmSocketsLifecycle} closes them, so that requests in
 * flight can still use the node.
 *
 * <p>Both halves are bounded by the node's own patience: starting waits for a place in the cluster, but not for ever,
 * and leaving waits for names to be given away and for the goodbye to spread.
 */
final class SwarmLifecycle implements SmartLifecycle {

    /** Below the applications' own beans, which are at the maximum; above graceful shutdown of the web server. */
    static final int PHASE = DEFAULT_PHASE - 512;

    private final Swarm swarm;

    SwarmLifecycle(Swarm swarm) {
        this.swarm = swarm;
    }

    /** Starts the node, also after a stop, whether or not its sockets were closed in between. */
    @Override
    public void start() {
        SwarmState state = swarm.state();
        if (state == SwarmState.LEAVING || state == SwarmState.FAILED) {
            swarm.close();
        }
        swarm.start();
    }

    @Override
    public void stop() {
        swarm.leave().join();
    }

    @Override
    public void stop(Runnable callback) {
        CompletableFuture<Void> unused = swarm.leave().whenComplete((done, failure) -> callback.run());
    }

    @Override
    public boolean isRunning() {
        SwarmState state = swarm.state();
        return state == SwarmState.STARTING || state == SwarmState.RUNNING;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

package dev.swarm.spring;

import dev.swarm.Swarm;
import org.springframework.context.SmartLifecycle;

/**
 * Releases the node's sockets and threads after the web server has stopped. A phase of its own, and not only the bean's
 * destruction, because a context that is stopped or paused must not keep a port that its restart, or another context,
 * needs.
 */
final class SwarmSocketsLifecycle implements SmartLifecycle {

    /** Web servers stop at the maximum minus 2048. */
    static final int PHASE = DEFAULT_PHASE - 2049;

    private final Swarm swarm;

    SwarmSocketsLifecycle(Swarm swarm) {
        this.swarm = swarm;
    }

    /** Nothing: {@link SwarmLifecycle} opens them. */
    @Override
    public void start() {}

    @Override
    public void stop() {
        swarm.close();
    }

    @Override
    public boolean isRunning() {
        return swarm.state().isAnswering();
    }

    @Override
    public int getPhase() {
        return PHASE;
    }
}

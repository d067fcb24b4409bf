package dev.swarm;

import dev.swarm.api.CommanderLease;
import dev.swarm.engine.topology.LeaseGate;
import dev.swarm.runtime.SwarmNode;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * A command as users hold it. Each call compares the end of the lease with the clock as it is at the call, so a process
 * that was stopped for a while finds the lease over, whatever its protocol thread has done meanwhile.
 */
final class LiveLease implements CommanderLease {

    private final LeaseGate gate;
    private final SwarmNode node;

    LiveLease(LeaseGate gate, SwarmNode node) {
        this.gate = gate;
        this.node = node;
    }

    @Override
    public long term() {
        return gate.term();
    }

    @Override
    public boolean isValid() {
        return node.state().isAnswering() && gate.remainingNanos(node.nanos()) > 0;
    }

    @Override
    public Duration remaining() {
        return node.state().isAnswering() ? Duration.ofNanos(gate.remainingNanos(node.nanos())) : Duration.ZERO;
    }

    @Override
    public <T> Optional<T> runIfCommander(Callable<T> task) throws Exception {
        if (!node.state().isAnswering() || !gate.enter(node::nanos)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(task.call());
        } finally {
            gate.exit();
        }
    }
}

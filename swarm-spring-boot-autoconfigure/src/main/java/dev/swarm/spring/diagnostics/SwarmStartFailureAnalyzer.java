package dev.swarm.spring.diagnostics;

import dev.swarm.api.failure.InvalidAddressException;
import dev.swarm.api.failure.NodeNameTakenException;
import dev.swarm.api.failure.PortTakenException;
import dev.swarm.api.failure.SwarmStartException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Shows what the core says when a node cannot be started, as one sentence on what is wrong and one on what to do. One
 * analyzer for all of its exceptions, because which of two would be asked first is not certain.
 */
final class SwarmStartFailureAnalyzer extends AbstractFailureAnalyzer<SwarmStartException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, SwarmStartException cause) {
        return new FailureAnalysis(problem(cause) + ".", action(cause), cause);
    }

    private static String problem(SwarmStartException cause) {
        if (cause instanceof NodeNameTakenException taken) {
            return "A live node named '" + taken.name() + "' answers at " + taken.holder();
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof PortTakenException) {
            // the rest is advice
            int advice = message.lastIndexOf(": ");
            return advice < 0 ? message : message.substring(0, advice);
        }
        return message;
    }

    private static String action(SwarmStartException cause) {
        if (cause instanceof NodeNameTakenException) {
            return "Set swarm.node.name to a name that is unique in the cluster, or stop the other node.";
        }
        if (cause instanceof PortTakenException) {
            return "Free the port, or set swarm.port to another one, or to 0 for any.";
        }
        if (cause instanceof InvalidAddressException address) {
            return "Set " + address.property() + " to an address that works, or remove it to let the node choose.";
        }
        if (cause.getCause() instanceof IllegalArgumentException) {
            return "Change what is named, and start again.";
        }
        return "Remove what stands in the way, or set swarm.enabled=false to start without a cluster.";
    }
}

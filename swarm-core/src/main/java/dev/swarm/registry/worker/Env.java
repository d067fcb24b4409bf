package dev.swarm.registry.worker;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.registry.mail.Courier;
import dev.swarm.registry.mail.Timer;
import dev.swarm.registry.mail.Values;
import java.util.concurrent.Executor;

/**
 * What all workers of one life of a node have in common.
 *
 * @param self the node's name
 * @param config the numbers
 * @param messageBytes longest message, and answer
 * @param crew whose threads may block
 * @param timer time
 * @param reports to the engine
 * @param courier takes messages to other nodes
 * @param values reads and writes arguments, states and messages
 * @param types how workers are made
 * @param around what workers see of the node
 */
public record Env(
        NodeId self,
        RegistryConfig config,
        int messageBytes,
        Executor crew,
        Timer timer,
        Reports reports,
        Courier courier,
        Values values,
        WorkerTypes types,
        Surroundings around) {

    private static final long MOST_MAIL_BYTES = 64L * 1024 * 1024;

    /** Returns how long a worker may take to give its state away, to take it, or to end. */
    long limitNanos() {
        return config.moves().handoffTimeout().toNanos();
    }

    Desk desk(Desk.Job job) {
        return new Desk(crew, config.bounds().mailbox(), MOST_MAIL_BYTES, job);
    }
}

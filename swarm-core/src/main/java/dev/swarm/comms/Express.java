package dev.swarm.comms;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.comms.Payload;
import java.util.concurrent.CompletionStage;

/**
 * Takes requests of a private type as they come, past all that waits for handlers of users. Called by the protocol's
 * thread, so it only puts down what came, and answers later.
 */
@FunctionalInterface
public interface Express {

    /**
     * Takes a request.
     *
     * @param from who asks
     * @param content what came, of any form
     * @return the answer, which leaves as it is
     */
    CompletionStage<Payload> onRequest(NodeId from, Payload content);
}

package dev.swarm.api;

import org.jspecify.annotations.Nullable;

/**
 * Answers requests of one type; called as a {@link MessageHandler} is.
 *
 * @param <T> the request's type
 * @param <R> the answer's type
 */
@FunctionalInterface
public interface RequestHandler<T, R> {

    /**
     * Answers a request.
     *
     * @param message what was asked
     * @return the answer, {@code null} for an empty one. A {@link java.util.concurrent.CompletionStage} is answered
     *     with what it comes to, or fails the request with what it fails with; meanwhile the next message of the same
     *     sender has its turn, and no thread is taken. One that never completes lets the request time out
     * @throws Exception if there is no answer; the request fails with
     *     {@link dev.swarm.api.failure.RemoteFailureException}, which has this one's message and class name
     */
    @Nullable
    R onRequest(Message<T> message) throws Exception;
}

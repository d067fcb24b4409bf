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
     * @return the answer, {@code null} for an empty one
     * @throws Exception if there is no answer; the request fails with
     *     {@link dev.swarm.api.failure.RemoteFailureException}, which has this one's message and class name
     */
    @Nullable
    R onRequest(Message<T> message) throws Exception;
}

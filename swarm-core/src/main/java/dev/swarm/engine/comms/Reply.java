package dev.swarm.engine.comms;

import dev.swarm.api.SendOutcome;
import dev.swarm.engine.wire.comms.Payload;

/** How a wait for an answer, or for the word that a message was handled, ended. */
public sealed interface Reply {

    /**
     * The answer.
     *
     * @param payload its content
     */
    record Answered(Payload payload) implements Reply {}

    /** A handler has returned. */
    record Handled() implements Reply {}

    /**
     * The receiver could not.
     *
     * @param handled whether a handler was called
     * @param reason one sentence for people
     */
    record Failed(boolean handled, String reason) implements Reply {}

    /**
     * The message was not sent after all, or its way ended before an answer came.
     *
     * @param outcome why; never {@link SendOutcome#SENT}
     */
    record Undelivered(SendOutcome outcome) implements Reply {}

    /** Time is up. */
    record TimedOut() implements Reply {}
}

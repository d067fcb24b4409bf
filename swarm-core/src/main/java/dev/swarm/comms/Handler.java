package dev.swarm.comms;

import dev.swarm.engine.wire.comms.Payload;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Who takes messages of one type.
 *
 * @param type the type
 * @param code what is called
 * @param executor who calls it, {@code null} for the threads of handlers
 * @param direct whether the executor runs tasks at once, on whoever hands them over
 * @param express whether it takes content unread, past all that waits; called by the protocol's thread
 */
record Handler<T>(
        Class<T> type, Code<? super T> code, @Nullable Executor executor, boolean direct, boolean express) {

    /** What a user wants done. */
    @FunctionalInterface
    interface Code<T> {

        /** Does it, and returns the answer; {@code null} for none. */
        @Nullable
        Object call(T payload, Envelope envelope) throws Exception;
    }

    /**
     * Calls it.
     *
     * @throws Exception what it throws, or {@link IllegalArgumentException} if what came is no value of the type
     */
    @Nullable
    Object call(MessageCodec codec, Payload content, Envelope envelope) throws Exception {
        T payload = express ? type.cast(content) : codec.read(content.form(), content.bytes(), type);
        if (payload == null) {
            throw new IllegalArgumentException("A message without content");
        }
        return code.call(payload, envelope);
    }
}

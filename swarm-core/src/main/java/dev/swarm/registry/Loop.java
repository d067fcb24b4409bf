package dev.swarm.registry;

import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Now;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way to the engine's thread. Any thread may call; what is given comes in order. */
public interface Loop {

    /** Tells the registry what must not be lost. */
    void insist(BiConsumer<Now, Registry> report);

    /**
     * Asks the registry for something, together with what else waits.
     *
     * @param size about how many bytes it holds
     * @return done when it was told; fails with {@link dev.swarm.api.failure.SwarmRejectedException} if it was not
     */
    CompletableFuture<Void> offer(int size, BiConsumer<Now, Registry> request);

    /**
     * As {@link #offer}, for what is answered in another way than by being told.
     *
     * @param failed hears, by another thread, why it was not told
     * @throws dev.swarm.api.failure.SwarmRejectedException if too much waits
     */
    void submit(int size, BiConsumer<Now, Registry> request, Consumer<RuntimeException> failed);

    /** A request, and who waits for its end. */
    interface Followed {

        /** Returns for how many requests it counts, always the same. */
        default int count() {
            return 1;
        }

        /** Reads where it will look, and changes nothing; together with all others of its step, before the first. */
        void foresee(Registry registry);

        /** Asks it. */
        void ask(Now now, Registry registry);

        /**
         * It was asked, and the step is over; by another thread.
         *
         * @param problem why it was not, {@code null} if it was
         */
        void end(@Nullable RuntimeException problem);
    }

    /**
     * As {@link #offer}, for one who waits in another way than by a future.
     *
     * @throws dev.swarm.api.failure.SwarmRejectedException if too much waits
     */
    void follow(int size, Followed request);

    /** As {@link #follow}, for what goes on with something that was asked: it is never refused. */
    void followOn(int size, Followed request);
}

package dev.swarm.registry;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.step.Now;
import dev.swarm.registry.worker.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Very many names on their way to objects of this node. One step takes no more of them than of other changes; the rest
 * waits behind what came meanwhile. Beside the names and objects nothing is made for each.
 */
final class Namings {

    /** As many changes as a step has. */
    private static final int PART_NAMES = 512;

    private final Loop loop;
    private final Workers workers;
    private final List<String> names;
    private final List<? extends SwarmWorker> objects;

    /** Of the objects' identities: who makes one first waits for a while, and that need not be the loop. */
    private final int[] hashes;

    private final BiFunction<String, Outcome, RuntimeException> reading;
    private final CompletableFuture<Map<String, RuntimeException>> done = new CompletableFuture<>();

    /** Why some are not registered; by the thread that completes futures, as is what follows. */
    private final Map<String, RuntimeException> failures = new HashMap<>();

    private int left;

    /**
     * Makes it.
     *
     * @param names nobody changes them any more
     * @param objects that of each
     * @param reading what the outcome about a name that is not registered means
     */
    Namings(
            Loop loop,
            Workers workers,
            List<String> names,
            List<? extends SwarmWorker> objects,
            BiFunction<String, Outcome, RuntimeException> reading) {
        this.loop = loop;
        this.workers = workers;
        this.names = names;
        this.objects = objects;
        this.hashes = objects.stream().mapToInt(System::identityHashCode).toArray();
        this.reading = reading;
        this.left = names.size();
    }

    /** Asks the engine; returns why some names are not registered. */
    CompletableFuture<Map<String, RuntimeException>> ask() {
        if (names.isEmpty()) {
            done.complete(failures);
            return done;
        }
        Part first = new Part(0);
        try {
            loop.follow(first.bytes(), first);
        } catch (SwarmRejectedException e) {
            done.completeExceptionally(e);
        }
        return done;
    }

    private void end(int count) {
        left -= count;
        if (left == 0) {
            done.complete(failures);
        }
    }

    /** The names of one step. */
    private final class Part implements Loop.Followed {

        private final int from;
        private final int to;

        /** What the engine said of each; written in its step, and read by whoever is told of its end. */
        private final @Nullable Outcome[] outcomes;

        /** Whether the rest of the names has been put in. */
        private boolean goesOn;

        Part(int from) {
            this.from = from;
            this.to = Math.min(names.size(), from + PART_NAMES);
            this.outcomes = new Outcome[to - from];
        }

        int bytes() {
            int bytes = 0;
            for (int i = from; i < to; i++) {
                bytes += names.get(i).length();
            }
            return bytes;
        }

        @Override
        public int count() {
            return to - from;
        }

        @Override
        public void foresee(Registry registry) {
            for (int i = from; i < to; i++) {
                workers.expectLocal(names.get(i), hashes[i]);
                registry.expect(names.get(i));
            }
        }

        @Override
        public void ask(Now now, Registry registry) {
            for (int i = from; i < to; i++) {
                outcomes[i - from] = ask(now, registry, i);
            }
            goesOn = true;
            if (to < names.size()) {
                Part next = new Part(to);
                loop.followOn(next.bytes(), next);
            }
        }

        /** What is thrown for one name is the end of that one alone. */
        private Outcome ask(Now now, Registry registry, int index) {
            String name = names.get(index);
            Outcome said;
            try {
                said = registry.registerLocal(now, name);
            } catch (IllegalArgumentException e) {
                return new Outcome.Invalid(String.valueOf(e.getMessage()));
            }
            return Naming.lead(workers, name, objects.get(index), hashes[index], said);
        }

        @Override
        public void end(@Nullable RuntimeException problem) {
            if (problem != null) {
                fail(goesOn ? to : names.size(), problem);
                return;
            }
            for (int i = from; i < to; i++) {
                Outcome said = Objects.requireNonNull(outcomes[i - from]);
                if (!(said instanceof Outcome.Registered)) {
                    failures.put(names.get(i), reading.apply(names.get(i), said));
                }
            }
            Namings.this.end(to - from);
        }

        private void fail(int until, RuntimeException problem) {
            for (int i = from; i < until; i++) {
                Naming.undo(workers, names.get(i), i < to ? outcomes[i - from] : null);
                failures.put(names.get(i), problem);
            }
            Namings.this.end(until - from);
        }
    }
}

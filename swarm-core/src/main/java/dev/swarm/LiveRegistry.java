package dev.swarm;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Registrations;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RegistryOverview.Handoffs;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.crdt.Utf8;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.registry.mail.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The names of one scope, in whatever life the node has now. What users say is encoded on their thread. */
final class LiveRegistry implements SwarmRegistry {

    private static final int HINT_BYTES = 255;
    private static final int MOST_GROUPS = 64;
    private static final int RECIPE_SIZE = 256;

    private final Scope scope;
    private final NamesInSight names;

    /** The same if names here have no scope, else nothing. */
    private final NamesInSight plain;

    /** Of names there may be very many on their way. */
    private final BiFunction<String, Outcome, WorkerRef> reading = this::registeredLocal;

    LiveRegistry(Scope scope) {
        this.scope = scope;
        this.names = scope.names();
        this.plain = scope.scope().isEmpty() ? names : new NamesInSight();
    }

    @Override
    public CompletableFuture<WorkerRef> register(WorkerSpec spec) {
        return register(spec, scope.usual());
    }

    @Override
    public CompletableFuture<WorkerRef> register(WorkerSpec spec, Duration timeout) {
        return register(spec, timeout, false);
    }

    @Override
    public CompletableFuture<WorkerRef> whereisOrRegister(WorkerSpec spec) {
        Optional<WorkerRef> known = whereis(spec.name());
        return known.isPresent() ? CompletableFuture.completedFuture(known.get()) : register(spec, scope.usual(), true);
    }

    private CompletableFuture<WorkerRef> register(WorkerSpec spec, Duration timeout, boolean orWhereItIs) {
        Outcomes outcomes = new Outcomes("register", spec.name(), timeout);
        return scope.ask(shell -> {
            Scope.requireTimeout(timeout);
            Recipe recipe = recipe(spec);
            int size = RECIPE_SIZE + recipe.args().length;
            return shell.ask(Names.full(scope.scope(), spec.name()), new Op.Register(recipe), timeout, size)
                    .thenApply(outcome -> orWhereItIs && outcome instanceof Outcome.Taken taken
                            ? taken.worker()
                            : registered(outcome, outcomes));
        });
    }

    private static WorkerRef registered(Outcome outcome, Outcomes outcomes) {
        if (outcome instanceof Outcome.Registered registered) {
            return registered.worker();
        }
        throw outcomes.failure(outcome);
    }

    private Recipe recipe(WorkerSpec spec) {
        byte[] args = scope.values().encode(spec.args());
        int most = scope.config().bounds().argsBytes();
        if (args.length > most) {
            throw new IllegalArgumentException("The arguments of '" + spec.name() + "' have " + args.length
                    + " bytes, and at most " + most + " may be (registry.max-args-size)");
        }
        if (spec.groups().size() > MOST_GROUPS) {
            throw new IllegalArgumentException("A name may be a member of " + MOST_GROUPS + " groups, not of "
                    + spec.groups().size());
        }
        SortedSet<String> groups = new TreeSet<>();
        spec.groups().forEach(group -> groups.add(Names.group(scope.scope(), group)));
        return new Recipe(Names.requireType(spec.type()), args, spec.policy(), requireHint(spec.hint()), groups);
    }

    @Override
    public CompletableFuture<WorkerRef> registerLocal(String name, SwarmWorker worker) {
        Objects.requireNonNull(worker, "worker");
        return scope.ask(shell -> shell.registerLocal(Names.full(scope.scope(), name), worker, reading));
    }

    @Override
    public CompletableFuture<Registrations> registerLocal(Map<String, ? extends SwarmWorker> workers) {
        SortedMap<String, RuntimeException> refused = new TreeMap<>();
        List<String> fullNames = new ArrayList<>(workers.size());
        List<SwarmWorker> objects = new ArrayList<>(workers.size());
        workers.forEach((name, worker) -> {
            Objects.requireNonNull(worker, "worker");
            try {
                fullNames.add(Names.full(scope.scope(), name));
                objects.add(worker);
            } catch (IllegalArgumentException e) {
                refused.put(name, e);
            }
        });
        return scope.ask(shell -> shell.registerLocal(fullNames, objects, this::failedLocal)
                .thenApply(failed -> {
                    failed.forEach((full, failure) -> refused.put(Names.withoutScope(full), failure));
                    return new Registrations(fullNames.size() - failed.size(), refused);
                }));
    }

    private RuntimeException failedLocal(String full, Outcome outcome) {
        return new Outcomes("register", Names.withoutScope(full), scope.usual()).failure(outcome);
    }

    private WorkerRef registeredLocal(String full, Outcome outcome) {
        if (outcome instanceof Outcome.Registered registered) {
            return registered.worker();
        }
        throw failedLocal(full, outcome);
    }

    @Override
    public Optional<WorkerRef> whereis(String name) {
        // of a name that is asked for again and again this is all, so that compilers make little of it
        Optional<WorkerRef> answer = plain.get().ready().get(name);
        return answer == null ? whereisRare(name) : answer;
    }

    private Optional<WorkerRef> whereisRare(String name) {
        Optional<WorkerRef> found = plain.get().whereisPlain(name);
        return found.isPresent() ? found : whereisScoped(name);
    }

    private Optional<WorkerRef> whereisScoped(String name) {
        RegistryModel shown = names.get();
        if (!shown.hasScoped()) {
            return Optional.empty();
        }
        String full = Names.prefix(scope.scope()) + name;
        return Optional.ofNullable(Names.isIn(scope.scope(), full) ? shown.whereis(full) : null);
    }

    @Override
    public CompletableFuture<Void> unregister(String name) {
        return scope.change("unregister", name, Op.Unregister::new, true);
    }

    @Override
    public CompletableFuture<Void> stop(String name, StopMode mode) {
        Objects.requireNonNull(mode, "mode");
        return scope.change("stop", name, () -> new Op.Stop(mode, 0), true);
    }

    @Override
    public CompletableFuture<Void> hint(String name, @Nullable String hint) {
        return scope.change("change", name, () -> new Op.Hint(requireHint(hint)), false);
    }

    private static @Nullable String requireHint(@Nullable String hint) {
        if (hint != null && Utf8.length(hint) > HINT_BYTES) {
            throw new IllegalArgumentException("A hint may have " + HINT_BYTES + " bytes in UTF-8, not '" + hint + "'");
        }
        return hint;
    }

    @Override
    public CompletableFuture<Void> tell(String name, Object message) {
        Objects.requireNonNull(message, "message");
        return scope.ask(shell -> {
            Payload payload = scope.message(message);
            String full = Names.full(scope.scope(), name);
            return scope.send(full, false, payload, scope.usual(), taken -> null);
        });
    }

    @Override
    public <R> CompletableFuture<R> ask(String name, Object message, Class<R> type) {
        return ask(name, message, type, scope.usual());
    }

    @Override
    public <R> CompletableFuture<R> ask(String name, Object message, Class<R> type, Duration timeout) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(type, "type");
        return scope.ask(shell -> {
            Scope.requireTimeout(timeout);
            Payload payload = scope.message(message);
            String full = Names.full(scope.scope(), name);
            return scope.send(
                    full,
                    true,
                    payload,
                    timeout,
                    answer -> scope.values().codec().read(answer.form(), answer.bytes(), type));
        });
    }

    @Override
    public List<WorkerRef> registered() {
        Running current = scope.running().get();
        return current == null
                ? List.of()
                : current.names().registered(Names.prefix(scope.scope())).stream()
                        .filter(worker -> Names.isIn(scope.scope(), worker.name()))
                        .toList();
    }

    @Override
    public CompletableFuture<Integer> drain() {
        Duration timeout = scope.config().moves().drainTimeout();
        Outcomes outcomes = new Outcomes("drain", "this node", timeout);
        return scope.ask(shell -> shell.drain(timeout).thenApply(outcome -> {
            if (outcome instanceof Outcome.Drained drained) {
                return drained.moved();
            }
            throw outcomes.failure(outcome);
        }));
    }

    @Override
    public CompletableFuture<Void> undrain() {
        return scope.ask(shell -> shell.tell((now, registry) -> registry.undrain(now)));
    }

    @Override
    public CompletableFuture<Void> pauseRebalancing(boolean paused) {
        return scope.ask(shell -> shell.tell((now, registry) -> registry.pause(now, paused)));
    }

    @Override
    public SwarmRegistry scope(String other) {
        return new LiveRegistry(scope.of(Names.requireScope(other)));
    }

    @Override
    public void addType(String workerType, WorkerFactory factory) {
        scope.types().add(Names.requireType(workerType), factory);
    }

    @Override
    public RegistryOverview overview() {
        Running current = scope.running().get();
        RegistryOverview latest = current == null ? null : current.names().overview();
        return latest != null
                ? latest
                : new RegistryOverview(
                        scope.config().strategy().name(),
                        0,
                        List.of(),
                        new TreeMap<>(),
                        scope.config().partitions(),
                        null,
                        false,
                        false,
                        List.of(),
                        new Handoffs(0, 0, 0, 0),
                        null);
    }

    /** Returns what a future failed with. */
    static Throwable cause(Throwable error) {
        Throwable cause = error.getCause();
        return error instanceof CompletionException && cause != null ? cause : error;
    }
}

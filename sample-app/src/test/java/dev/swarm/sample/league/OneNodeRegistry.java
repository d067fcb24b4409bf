package dev.swarm.sample.league;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.NameTakenException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.Registrations;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerArgs;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.api.registry.WorkerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A registry of one node, for tests of workers: one thread for all of them, and whatever they are given was encoded and
 * decoded. A test ends a life by {@link #move} or {@link #lose}.
 */
public final class OneNodeRegistry implements SwarmRegistry, AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final NodeId node;
    private final Map<String, WorkerFactory> types = new HashMap<>();
    private final Map<String, Life> lives = new TreeMap<>();
    private final Map<String, String> hints = new TreeMap<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(body -> {
        Thread made = new Thread(body, "workers");
        made.setDaemon(true);
        return made;
    });
    private long token = 1;

    /** Makes one without workers. */
    public OneNodeRegistry(String node) {
        this.node = NodeId.of(node);
    }

    @Override
    public CompletableFuture<WorkerRef> register(WorkerSpec spec) {
        return register(spec, Duration.ofSeconds(5));
    }

    @Override
    public CompletableFuture<WorkerRef> register(WorkerSpec spec, Duration timeout) {
        return run(() -> {
            Life taken = lives.get(spec.name());
            if (taken != null) {
                throw new NameTakenException(taken.ref());
            }
            return begin(spec, null).ref();
        });
    }

    private Life begin(WorkerSpec spec, @Nullable Object state) throws Exception {
        WorkerFactory factory = Optional.ofNullable(types.get(spec.type())).orElseThrow();
        Life life = new Life(spec, ++token);
        lives.put(spec.name(), life);
        life.worker = factory.create(life);
        life.worker.onStart(life);
        if (state != null) {
            life.worker.endHandoff(state(state));
        }
        return life;
    }

    /** Moves a worker with its state into another life, as to another node. */
    public Handoff move(String name) {
        return run(() -> {
                    Life life = life(name);
                    Handoff handoff = life.worker.beginHandoff();
                    life.end(StopReason.MOVED);
                    begin(life.spec, handoff instanceof Handoff.Resume resume ? resume.state() : null);
                    return handoff;
                })
                .join();
    }

    /** Loses a life without a handoff, as when its node is killed, and begins another one. */
    public void lose(String name) {
        run(() -> {
                    Life life = life(name);
                    life.end(StopReason.NODE_GONE);
                    return begin(life.spec, null);
                })
                .join();
    }

    /** Tells a worker of another life that ran at the same time. */
    public void conflict(String name, Object state) {
        run(() -> {
                    life(name).worker.resolveConflict(state(state));
                    return null;
                })
                .join();
    }

    /** Returns the hint that a name has now. */
    public Optional<String> hintOf(String name) {
        return run(() -> Optional.ofNullable(hints.get(name))).join();
    }

    @Override
    public CompletableFuture<WorkerRef> registerLocal(String name, SwarmWorker worker) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Registrations> registerLocal(Map<String, ? extends SwarmWorker> workers) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<WorkerRef> whereis(String name) {
        return run(() -> Optional.ofNullable(lives.get(name)).map(Life::ref)).join();
    }

    @Override
    public CompletableFuture<WorkerRef> whereisOrRegister(WorkerSpec spec) {
        return whereis(spec.name()).map(CompletableFuture::completedFuture).orElseGet(() -> register(spec));
    }

    @Override
    public CompletableFuture<Void> unregister(String name) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletableFuture<Void> stop(String name, StopMode mode) {
        return run(() -> {
            Life life = lives.remove(name);
            if (life != null) {
                life.end(StopReason.STOPPED);
            }
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> tell(String name, Object message) {
        return ask(name, message, Object.class).thenAccept(answer -> {});
    }

    @Override
    public <R> CompletableFuture<R> ask(String name, Object message, Class<R> type) {
        return run(() -> {
            Life life = life(name);
            Object answer = life.worker.onMessage(message(message));
            life.endIfAsked();
            return answer == null ? null : MAPPER.readValue(MAPPER.writeValueAsBytes(answer), type);
        });
    }

    @Override
    public <R> CompletableFuture<R> ask(String name, Object message, Class<R> type, Duration timeout) {
        return ask(name, message, type);
    }

    @Override
    public CompletableFuture<Void> hint(String name, @Nullable String hint) {
        return run(() -> {
            life(name);
            hints.put(name, String.valueOf(hint));
            return null;
        });
    }

    @Override
    public List<WorkerRef> registered() {
        return run(() -> lives.values().stream().map(Life::ref).toList()).join();
    }

    @Override
    public CompletableFuture<Integer> drain() {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public CompletableFuture<Void> undrain() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> pauseRebalancing(boolean paused) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public SwarmRegistry scope(String scope) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void addType(String workerType, WorkerFactory factory) {
        types.put(workerType, factory);
    }

    @Override
    public RegistryOverview overview() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private Life life(String name) {
        Life life = lives.get(name);
        if (life == null) {
            throw new UnknownNameException(name);
        }
        return life;
    }

    private <T> CompletableFuture<T> run(Task<T> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                done.complete(task.run());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static WorkerState state(Object state) {
        byte[] bytes = MAPPER.writeValueAsBytes(state);
        return new WorkerState() {
            @Override
            public <T> T as(Class<T> type) {
                return MAPPER.readValue(bytes, type);
            }
        };
    }

    private WorkerMessage message(Object message) {
        byte[] bytes = MAPPER.writeValueAsBytes(message);
        return new WorkerMessage() {
            @Override
            public NodeId from() {
                return node;
            }

            @Override
            public boolean isAsk() {
                return true;
            }

            @Override
            public boolean is(Class<?> type) {
                return type == message.getClass();
            }

            @Override
            public <T> T as(Class<T> type) {
                return MAPPER.readValue(bytes, type);
            }
        };
    }

    private interface Task<T> {

        @Nullable
        T run() throws Exception;
    }

    /** One life of a worker. */
    private final class Life implements WorkerContext {

        private final WorkerSpec spec;
        private final long ownToken;
        private final List<StopReason> ends = new ArrayList<>();
        private SwarmWorker worker = message -> null;
        private boolean stopAsked;

        Life(WorkerSpec spec, long token) {
            this.spec = spec;
            this.ownToken = token;
        }

        WorkerRef ref() {
            return new WorkerRef(spec.name(), node, spec.type(), ownToken);
        }

        void end(StopReason reason) throws Exception {
            ends.add(reason);
            worker.onStop(reason);
        }

        void endIfAsked() throws Exception {
            if (stopAsked) {
                lives.remove(spec.name(), this);
                end(StopReason.DONE);
            }
        }

        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public NodeId node() {
            return node;
        }

        @Override
        public WorkerArgs args() {
            return new WorkerArgs() {
                @Override
                public boolean isEmpty() {
                    return spec.args() == null;
                }

                @Override
                public <T> @Nullable T as(Class<T> type) {
                    return MAPPER.readValue(MAPPER.writeValueAsBytes(spec.args()), type);
                }
            };
        }

        @Override
        public long token() {
            return ownToken;
        }

        @Override
        public boolean isValid() {
            return ends.isEmpty();
        }

        @Override
        public SwarmRegistry registry() {
            return OneNodeRegistry.this;
        }

        @Override
        public SwarmGroups groups() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void later(Duration delay, Object message) {
            // what is not due yet ends with the registry
            Future<@Nullable Object> unused = thread.schedule(
                    () -> ends.isEmpty() ? worker.onMessage(message(message)) : null,
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        }

        @Override
        public void save(Object state) {}

        @Override
        public void stop() {
            stopAsked = true;
        }
    }
}

package dev.swarm.registry.worker;

import dev.swarm.api.NodeId;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Limits;
import dev.swarm.api.config.RegistryConfig.Moves;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerState;
import dev.swarm.api.registry.WorkerStore;
import dev.swarm.comms.Cbor;
import dev.swarm.comms.MessageCodec;
import dev.swarm.engine.registry.Frozen;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.registry.WorkerEffect.Cause;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.registry.Blob;
import dev.swarm.engine.wire.registry.Recipe;
import dev.swarm.registry.mail.Letter;
import dev.swarm.registry.mail.Mail;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Timer;
import dev.swarm.registry.mail.Values;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The workers of a node without any thread: what would run on others runs when a test says so, in order. */
public final class WorkersRig {

    static final NodeId SELF = NodeId.of("self");
    static final NodeId OTHER = NodeId.of("other");
    static final Duration LIMIT = Duration.ofSeconds(1);
    static final int MAILBOX = 5;

    final List<String> log = new ArrayList<>();
    final Deque<Runnable> tasks = new ConcurrentLinkedDeque<>();
    final ManualTimer timer = new ManualTimer();
    final Deque<Sent> letters = new ArrayDeque<>();
    final Map<String, byte[]> stored = new TreeMap<>();
    final Values values = new Values(new MessageCodec(new Cbor()));
    SendOutcome way = SendOutcome.SENT;
    Workers workers;

    @Nullable
    Probe latest;

    /** A letter that left, and who waits for word of it. */
    record Sent(NodeId to, Letter letter, Consumer<Receipt> receipt) {}

    /** Makes it; nothing lives. */
    public WorkersRig() {
        RegistryConfig usual = RegistryConfig.defaults();
        RegistryConfig config = usual.with(new Moves(64, Duration.ZERO, LIMIT, LIMIT))
                .with(new Limits(
                        MAILBOX,
                        1024,
                        1024,
                        usual.bounds().requestTimeout(),
                        usual.bounds().stallAfter()));
        WorkerTypes types = new WorkerTypes(Map.of("probe", context -> {
            Probe made = new Probe(context);
            latest = made;
            return made;
        }));
        Env env = new Env(
                SELF, config, 1 << 20, tasks::add, timer, new NotedReports(), this::send, values, types, new Alone());
        workers = new Workers(env, new MapStore());
    }

    /** Returns them. */
    public Workers workers() {
        return workers;
    }

    /** Gives an object a name, as the engine has agreed. */
    void local(String name, SwarmWorker worker, long token) {
        int hash = System.identityHashCode(worker);
        workers.expectLocal(name, hash);
        workers.addLocal(name, worker, hash, token);
    }

    /** Does what it is told, and writes down what it is called. */
    final class Probe implements SwarmWorker {

        final WorkerContext context;

        Probe(WorkerContext context) {
            this.context = context;
        }

        @Override
        public void onStart(WorkerContext same) {
            log.add("start " + context.name());
            if ("broken".equals(context.args().as(String.class))) {
                throw new IllegalStateException("it is broken");
            }
        }

        @Override
        public Object onMessage(WorkerMessage message) {
            String text = message.as(String.class);
            log.add("message " + text);
            if (text.equals("fail")) {
                throw new IllegalStateException("not today");
            }
            if (text.equals("end")) {
                context.stop();
            }
            return text;
        }

        @Override
        public Handoff beginHandoff() {
            log.add("begin");
            Handoff said = answer;
            if (said == null) {
                throw new IllegalStateException("no");
            }
            return said;
        }

        @Override
        public void endHandoff(WorkerState state) {
            log.add("state " + state.as(String.class));
        }

        @Override
        public void resolveConflict(WorkerState state) {
            log.add("resolve " + state.as(String.class));
            if (state.as(String.class).equals("bad")) {
                throw new IllegalStateException("cannot");
            }
        }

        @Override
        public void onStop(StopReason reason) {
            log.add("stop " + reason);
        }
    }

    /** What workers say when they are to move; {@code null} to throw. */
    @Nullable
    Handoff answer = Handoff.resume("kept");

    private final class NotedReports implements Reports {

        @Override
        public void started(long copy) {
            log.add("> started " + copy);
        }

        @Override
        public void startFailed(long copy, String reason) {
            log.add("> start failed " + copy + ": " + reason);
        }

        @Override
        public void frozen(long copy, Frozen said) {
            log.add("> frozen " + copy + " " + said.getClass().getSimpleName());
        }

        @Override
        public void resolved(long copy, @Nullable String failure) {
            log.add("> resolved " + copy + " " + failure);
        }

        @Override
        public void stopped(long copy) {
            log.add("> stopped " + copy);
        }

        @Override
        public void crashed(long copy, String reason) {
            log.add("> crashed " + copy);
        }

        @Override
        public void localOver(String name, long copy, StopReason reason) {
            log.add("> over " + name + " " + copy + " " + reason);
        }

        @Override
        public void done(long copy) {
            log.add("> done " + copy);
        }
    }

    private final class MapStore implements WorkerStore {

        @Override
        public void save(String name, long token, byte @Nullable [] state) {
            log.add("save " + name + " " + token + (state == null ? " nothing" : ""));
            if (state == null) {
                stored.remove(name);
            } else {
                stored.put(name, state);
            }
        }

        @Override
        public byte @Nullable [] load(String name) {
            return stored.get(name);
        }
    }

    private static final class Alone implements Surroundings {

        @Override
        public SwarmRegistry registry(String scope) {
            throw new UnsupportedOperationException("there is none here");
        }

        @Override
        public SwarmGroups groups(String scope) {
            throw new UnsupportedOperationException("there are none here");
        }

        @Override
        public boolean isValid(long copy) {
            return true;
        }
    }

    /** Time that passes when a test says so. */
    static final class ManualTimer implements Timer {

        private final PriorityQueue<Event> events = new PriorityQueue<>();
        private long nanos;
        private long last;

        private record Event(long atNanos, long number, Runnable task) implements Comparable<Event> {

            @Override
            public int compareTo(Event other) {
                return atNanos == other.atNanos
                        ? Long.compare(number, other.number)
                        : Long.compare(atNanos, other.atNanos);
            }
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public Runnable later(long delayNanos, Runnable task) {
            Event event = new Event(nanos + delayNanos, ++last, task);
            events.add(event);
            return () -> events.remove(event);
        }

        int size() {
            return events.size();
        }

        void pass(Duration time) {
            long until = nanos + time.toNanos();
            for (Event next = events.peek(); next != null && next.atNanos <= until; next = events.peek()) {
                events.poll();
                nanos = next.atNanos;
                next.task.run();
            }
            nanos = until;
        }
    }

    private SendOutcome send(NodeId to, Letter letter, Consumer<Receipt> receipt) {
        if (way == SendOutcome.SENT) {
            letters.add(new Sent(to, letter, receipt));
        }
        return way;
    }

    /** Does what waits, until nothing does. */
    void run() {
        for (Runnable next = tasks.poll(); next != null; next = tasks.poll()) {
            next.run();
        }
    }

    void start(long copy, String name, Cause cause) {
        start(copy, name, cause, null);
    }

    void start(long copy, String name, Cause cause, @Nullable String state) {
        Blob luggage = state == null ? null : new Blob(values.encode(state));
        workers.perform(new WorkerEffect.Start(copy, name, recipe("probe", new byte[0]), copy * 10, luggage, cause));
    }

    /** Returns how a worker of a type is made. */
    static Recipe recipe(String type, byte[] args) {
        return new Recipe(type, args, RestartPolicy.TRANSIENT, null, new TreeSet<>());
    }

    /** Starts one and lets it handle messages; what was written down is forgotten. */
    void live(long copy, String name) {
        start(copy, name, Cause.FIRST);
        run();
        workers.perform(new WorkerEffect.Open(copy, copy * 10));
        run();
        log.clear();
    }

    void stop(long copy, StopReason reason, StopMode mode, @Nullable NodeId next) {
        workers.perform(new WorkerEffect.Stop(copy, "n", reason, mode, next));
    }

    /** Ends a local name. */
    void stop(String name, long token, StopReason reason) {
        workers.perform(new WorkerEffect.Stop(-token, name, reason, StopMode.GRACEFUL, null));
    }

    /** Sends a message; what becomes of it is written down. Returns whether the name is here. */
    boolean mail(String name, String text, boolean isAsk) {
        Letter letter = new Letter(OTHER, name, isAsk, 0, 10_000, Payload.of(text));
        return workers.deliver(
                Mail.of(letter, timer.nanos(), receipt -> log.add("< " + text + " " + receipt.status())));
    }
}

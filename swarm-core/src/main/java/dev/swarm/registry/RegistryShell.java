package dev.swarm.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.TrafficCounter;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.registry.WorkerStore;
import dev.swarm.comms.Crew;
import dev.swarm.comms.Express;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.Registry;
import dev.swarm.engine.registry.WorkerEffect;
import dev.swarm.engine.step.Effect;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.registry.mail.Courier;
import dev.swarm.registry.mail.NodeTimer;
import dev.swarm.registry.mail.Receipt;
import dev.swarm.registry.mail.Values;
import dev.swarm.registry.worker.Env;
import dev.swarm.registry.worker.Surroundings;
import dev.swarm.registry.worker.WorkerTypes;
import dev.swarm.registry.worker.Workers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The registry's shell in one life of a node: what users ask goes to the engine, what the engine wants done is done
 * beside it, and messages go between users and workers past it. Any thread may call.
 */
public final class RegistryShell implements AutoCloseable {

    /** How long {@link #awaitLull} takes at most. */
    public static final Duration LONGEST_LULL = Lull.LONGEST;

    private final Loop loop;
    private final Crew crew;
    private final NodeTimer timer;
    private final Workers workers;
    private final Errands errands;
    private final Lull lull;
    private final Postman postman;
    private final Requests requests;

    /**
     * What it is made of.
     *
     * @param self the node's name
     * @param config the numbers
     * @param messageBytes longest message
     * @param types how workers are made
     * @param store where states outlive crashes; {@code null} for nowhere
     * @param values reads and writes what users say
     * @param around what workers see
     */
    public record Makings(
            NodeId self,
            RegistryConfig config,
            int messageBytes,
            WorkerTypes types,
            @Nullable WorkerStore store,
            Values values,
            Surroundings around) {}

    /**
     * What it hangs on.
     *
     * @param loop the way to the engine
     * @param post messages to other nodes
     * @param directory where names live
     * @param nanos monotonic time, that of the engine's steps
     * @param answers completes futures of users
     */
    public record Hooks(Loop loop, Post post, Directory directory, LongSupplier nanos, Executor answers) {}

    /** Makes it; nothing happens before the engine wants something. */
    public RegistryShell(Makings makings, Hooks hooks) {
        String name = "swarm-" + makings.self();
        this.loop = hooks.loop();
        this.crew = Crew.of(name + "-worker");
        this.timer = new NodeTimer(name + "-later", hooks.nanos());
        Courier courier = Courier.of(hooks.post(), timer);
        Env env = new Env(
                makings.self(),
                makings.config(),
                makings.messageBytes(),
                crew,
                timer,
                new EngineReports(loop),
                courier,
                makings.values(),
                makings.types(),
                makings.around());
        Completions completions = new Completions(hooks.answers());
        Bearings bearings = new Bearings(makings.self(), hooks.directory(), courier, timer);
        this.workers = new Workers(env, makings.store());
        this.errands = new Errands(bearings, workers, completions);
        this.lull = new Lull(timer);
        this.postman = new Postman(bearings, workers, lull);
        this.requests = new Requests(loop, completions);
    }

    /** Does what the engine wants done; the engine's thread. */
    public void perform(Effect effect) {
        if (effect instanceof WorkerEffect.Answered answered) {
            requests.onAnswered(answered);
        } else if (effect instanceof WorkerEffect wanted) {
            workers.perform(wanted);
        }
    }

    /** This node's application is ready: it owns names from now on. */
    public void open() {
        loop.insist((now, registry) -> registry.open(now));
    }

    /** Returns who takes letters of other nodes. */
    public Express postman() {
        return postman;
    }

    /**
     * Asks the registry for something.
     *
     * @param name with its scope
     * @param size about how many bytes it holds
     * @return how it ended; fails with {@link dev.swarm.api.failure.SwarmRejectedException} if it was not asked
     */
    public CompletableFuture<Outcome> ask(String name, Op op, Duration timeout, int size) {
        long limit = timeout.toNanos();
        return requests.ask(size, (now, registry, number) -> registry.ask(now, number, name, op, limit));
    }

    /**
     * Registers an object here.
     *
     * @param name with its scope
     * @param reading makes of the name and the outcome what the future gives; what it throws fails the future
     * @return fails with {@link dev.swarm.api.failure.SwarmRejectedException} if it was not asked
     */
    public <T> CompletableFuture<T> registerLocal(
            String name, SwarmWorker worker, BiFunction<String, Outcome, T> reading) {
        return new Naming<>(workers, name, worker, reading).askBy(loop);
    }

    /**
     * Registers many objects here.
     *
     * @param names with their scope; nobody changes them any more
     * @param objects that of each
     * @param reading what the outcome about a name that is not registered means
     * @return why some are not registered; fails with {@link dev.swarm.api.failure.SwarmRejectedException} if none was
     *     asked for
     */
    public CompletableFuture<Map<String, RuntimeException>> registerLocal(
            List<String> names,
            List<? extends SwarmWorker> objects,
            BiFunction<String, Outcome, RuntimeException> reading) {
        return new Namings(loop, workers, names, objects, reading).ask();
    }

    /** Gives all managed names away; as {@link #ask}. */
    public CompletableFuture<Outcome> drain(Duration timeout) {
        long limit = timeout.toNanos();
        return requests.ask(0, (now, registry, number) -> registry.drain(now, number, limit));
    }

    /**
     * Tells the registry something that it does at once.
     *
     * @return done when it is done; fails with {@link dev.swarm.api.failure.SwarmRejectedException} if it was not told
     */
    public CompletableFuture<Void> tell(BiConsumer<Now, Registry> command) {
        return loop.offer(0, command);
    }

    /**
     * Sends a message to a worker, wherever it lives.
     *
     * @param isAsk whether an answer is wanted, or only the word that it is in the mailbox
     * @return what became of it: taken, answered, or that the worker threw; fails with what the registry says otherwise
     */
    public CompletableFuture<Receipt> send(String name, boolean isAsk, Payload content, Duration timeout) {
        return errands.send(name, isAsk, content, timeout);
    }

    /** Ends all lives as the node goes; done when each has ended, at the latest when the limit is over. */
    public CompletableFuture<Void> endWorkers(Duration limit) {
        CompletableFuture<Void> ended = workers.endAll();
        Runnable unused = timer.later(limit.toNanos(), () -> ended.complete(null));
        return ended;
    }

    /** Waits, for a little while at most, until others have heard that names have left, and send no letters here. */
    public CompletableFuture<Void> awaitLull() {
        return lull.begin();
    }

    /** Returns what is counted here; 0 for everything else. */
    public long count(TrafficCounter counter) {
        return workers.counts().get(counter);
    }

    /** Gives up all that is left; whoever waits is told. */
    @Override
    public void close() {
        workers.close();
        errands.end();
        requests.end();
        crew.close();
        timer.close();
    }
}

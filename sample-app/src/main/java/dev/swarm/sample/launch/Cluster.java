package dev.swarm.sample.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that run as children of this process. Until all of them are in, the end of one is the end of all;
 * afterwards it is only told, since a cluster that loses a node is what there is to see. A node that has ended is
 * started again when another one asks for it. Whatever happens, no child outlives {@link #stop()}.
 */
final class Cluster {

    /** How long a node stands still when it is told to: longer than the others trust in it. */
    static final Duration PAUSE = Duration.ofSeconds(12);

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final ClusterOutput output;
    private final Function<NodeSpec, List<String>> commands;
    private final String token = UUID.randomUUID().toString();
    private final Map<String, ChildProcess> children = new LinkedHashMap<>();
    private final BlockingQueue<ChildProcess> ended = new LinkedBlockingQueue<>();
    private boolean stopping;

    /**
     * Makes one without nodes.
     *
     * @param commands gives the command line of a node
     */
    Cluster(ClusterOutput output, Function<NodeSpec, List<String>> commands) {
        this.output = output;
        this.commands = commands;
    }

    /**
     * Starts the nodes, all at once.
     *
     * @param nodes what to start
     * @throws IOException if one cannot be started; those that were are ended by {@link #stop()}
     */
    synchronized void start(List<NodeSpec> nodes) throws IOException {
        for (NodeSpec node : nodes) {
            start(node);
        }
    }

    private synchronized void start(NodeSpec node) throws IOException {
        if (!stopping) {
            ChildProcess.Command command =
                    new ChildProcess.Command(commands.apply(node), Map.of(LauncherRequest.VARIABLE, token));
            children.put(node.name(), ChildProcess.start(node, command, line -> onLine(node, line), ended::add));
        }
    }

    /** Waits until all nodes are in, tells so, and then until all have ended. Returns the exit code. */
    int awaitEnd() throws InterruptedException {
        List<ChildProcess> left = snapshot();
        ChildProcess failed = awaitAllIn(left);
        if (failed != null) {
            tell(failed.node().name() + " failed at start with exit code " + failed.exitCode()
                    + "; its lines above say why. The others are stopped.");
            return ClusterCommand.FAILED;
        }
        tell("The Superhero Cluster is up, " + left.size() + " nodes: " + NodeSpec.DISPATCH.page()
                + " (Ctrl-C stops all)");
        long running;
        do {
            ChildProcess child = ended.take();
            running = snapshot().stream().filter(ChildProcess::isAlive).count();
            tell(child.node().name() + " ended with exit code " + child.exitCode() + "; still running: " + running);
        } while (running > 0);
        return ClusterCommand.FAILED;
    }

    /**
     * Ends all nodes: asks them, waits, then kills those that are left. Returns when none is left. May be called again.
     */
    void stop() {
        List<ChildProcess> all = beginStop();
        all.forEach(ChildProcess::terminate);
        long deadlineNanos = System.nanoTime() + STOP_GRACE.toNanos();
        try {
            for (ChildProcess child : all) {
                child.awaitEnd(deadlineNanos);
            }
        } catch (InterruptedException e) {
            all.forEach(ChildProcess::kill);
            Thread.currentThread().interrupt();
        }
    }

    private void onLine(NodeSpec from, String line) {
        LauncherRequest.of(token, line).ifPresentOrElse(this::onRequest, () -> output.line(from, line));
    }

    private synchronized void onRequest(LauncherRequest request) {
        ChildProcess child = children.get(request.node());
        if (child == null) {
            tell("There is no node " + request.node() + " to " + request.action());
        } else if (request.action().equals("pause") && child.isAlive()) {
            pause(child);
        } else if (request.action().equals("start") && !child.isAlive()) {
            startAgain(child.node());
        } else {
            tell("It is too late to " + request.action() + " " + request.node());
        }
    }

    private void startAgain(NodeSpec node) {
        try {
            start(node);
            tell(node.name() + " is started again");
        } catch (IOException e) {
            tell(node.name() + " could not be started again: " + e.getMessage());
        }
    }

    private void pause(ChildProcess child) {
        if (child.pause()) {
            tell(child.node().name() + " stands still for " + PAUSE.toSeconds() + " s");
            CompletableFuture<Void> unused = CompletableFuture.runAsync(
                    child::resume, CompletableFuture.delayedExecutor(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
        } else {
            tell(child.node().name() + " could not be paused; that takes the command kill");
        }
    }

    private synchronized List<ChildProcess> beginStop() {
        stopping = true;
        return List.copyOf(children.values());
    }

    private synchronized List<ChildProcess> snapshot() {
        return List.copyOf(children.values());
    }

    /** Returns the child that ended before all were in, or null when all are. */
    private @Nullable ChildProcess awaitAllIn(List<ChildProcess> expected) throws InterruptedException {
        PageProbe probe = new PageProbe(NodeSpec.DISPATCH.page());
        long impatientAtNanos = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            Set<String> missing = missing(expected, probe.healthyNodes());
            if (missing.isEmpty()) {
                return null;
            }
            if (!told && System.nanoTime() - impatientAtNanos > 0) {
                told = true;
                tell("Still waiting after " + PATIENCE.toSeconds() + " s; " + NodeSpec.DISPATCH.page()
                        + " does not show as healthy: " + String.join(", ", missing));
            }
            ChildProcess child = ended.poll(POLL.toMillis(), TimeUnit.MILLISECONDS);
            if (child != null) {
                return child;
            }
        }
    }

    private static Set<String> missing(List<ChildProcess> expected, Set<String> healthy) {
        return expected.stream()
                .map(child -> child.node().name())
                .filter(name -> !healthy.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private synchronized void tell(String sentence) {
        if (!stopping) {
            output.say(sentence);
        }
    }
}

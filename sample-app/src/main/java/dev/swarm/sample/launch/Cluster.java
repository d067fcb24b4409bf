package dev.swarm.sample.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The nodes that run as children of this process. Until all of them are in, the end of one is the end of all;
 * afterwards it is only told, since a cluster that loses a node is what there is to see. Whatever happens, no child
 * outlives {@link #stop()}, and no child is ever started again.
 */
final class Cluster {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration STOP_GRACE = Duration.ofSeconds(15);

    private final ClusterOutput output;
    private final List<ChildProcess> children = new ArrayList<>();
    private final BlockingQueue<ChildProcess> ended = new LinkedBlockingQueue<>();
    private boolean stopping;

    Cluster(ClusterOutput output) {
        this.output = output;
    }

    /**
     * Starts the nodes, all at once.
     *
     * @param nodes what to start
     * @param commands gives the command line of a node
     * @throws IOException if one cannot be started; those that were are ended by {@link #stop()}
     */
    synchronized void start(List<NodeSpec> nodes, Function<NodeSpec, List<String>> commands) throws IOException {
        for (NodeSpec node : nodes) {
            if (stopping) {
                return;
            }
            children.add(ChildProcess.start(node, commands.apply(node), line -> output.line(node, line), ended::add));
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
        for (int running = left.size() - 1; running >= 0; running--) {
            ChildProcess child = ended.take();
            tell(child.node().name() + " ended with exit code " + child.exitCode()
                    + " and is not started again; still running: " + running);
        }
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

    private synchronized List<ChildProcess> beginStop() {
        stopping = true;
        return List.copyOf(children);
    }

    private synchronized List<ChildProcess> snapshot() {
        return List.copyOf(children);
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

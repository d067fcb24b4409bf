package dev.swarm.sample.launch;

import dev.swarm.sample.SampleApplication;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Optional;

/** The {@code --cluster} command: checks what was asked for and whether it can work, then runs the four nodes. */
public final class ClusterCommand {

    /** The argument that asks for it. */
    public static final String OPTION = "--cluster";

    /** Exit code after a wrong argument. */
    static final int USAGE = 2;

    /** Exit code after a node failed. */
    static final int FAILED = 1;

    /** What differs from node to node and therefore cannot be given for all of them. */
    private static final List<String> OWN_OPTIONS = List.of("--server.port", "--swarm.node.name", "--swarm.port");

    private ClusterCommand() {}

    /**
     * Runs the cluster until its nodes have ended. A signal to end does not return from here: it ends the JVM, and the
     * nodes before it.
     *
     * @param arguments those of the program; all but {@link #OPTION} go to each node
     * @return the exit code, never zero: nodes that end by themselves are no success
     */
    public static int run(List<String> arguments) {
        ClusterOutput output = ClusterOutput.ofTerminal(NodeSpec.CLUSTER);
        List<String> userArguments = userArguments(arguments);
        Optional<String> wrong = wrongArgument(userArguments);
        if (wrong.isPresent()) {
            output.say(wrong.get());
            return USAGE;
        }
        Optional<String> taken = takenPort(NodeSpec.CLUSTER);
        if (taken.isPresent()) {
            output.say(taken.get());
            return FAILED;
        }
        ChildCommand command = ChildCommand.ofThisProgram(SampleApplication.class);
        Cluster cluster = new Cluster(output, node -> command.line(node, output.isColoured(), userArguments));
        Runtime.getRuntime().addShutdownHook(new Thread(cluster::stop, "stop-nodes"));
        try {
            cluster.start(NodeSpec.CLUSTER);
            return cluster.awaitEnd();
        } catch (IOException e) {
            output.say("A node could not be started: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return FAILED;
        } finally {
            cluster.stop();
        }
    }

    /** Returns the arguments that go to each node. */
    static List<String> userArguments(List<String> arguments) {
        return arguments.stream().filter(argument -> !argument.equals(OPTION)).toList();
    }

    /** Returns a sentence about the first argument that cannot be given for all nodes. */
    static Optional<String> wrongArgument(List<String> userArguments) {
        return userArguments.stream()
                .filter(argument -> OWN_OPTIONS.stream()
                        .anyMatch(option -> argument.equals(option) || argument.startsWith(option + "=")))
                .findFirst()
                .map(argument -> OPTION + " gives each node its own name and ports, so " + argument
                        + " cannot be used with it. Leave one of them out.");
    }

    /** Returns a sentence about the first node whose web port another program listens on. */
    static Optional<String> takenPort(List<NodeSpec> nodes) {
        return nodes.stream()
                .filter(node -> !isFree(node.webPort()))
                .findFirst()
                .map(node -> "Port " + node.webPort() + " is in use, so " + node.name()
                        + " cannot start. Stop the program that listens there, maybe another Superhero Cluster,"
                        + " and try again.");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}

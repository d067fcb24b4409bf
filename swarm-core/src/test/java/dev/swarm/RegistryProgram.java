package dev.swarm;

import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.RegistryConfig.Limits;
import dev.swarm.api.config.RegistryConfig.Moves;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One node that owns names, as a process: does what its input says, answers each line with one, and ends with its
 * input. Ended by SIGTERM it stops as an application does.
 */
final class RegistryProgram {

    static final String TYPE = "tally";

    private RegistryProgram() {}

    /**
     * Runs it.
     *
     * @param args the name of the node, the name of the cluster, and the address of a node to join
     */
    public static void main(String[] args) throws IOException {
        Swarm node = builder(args[0], args[1]).hosts(args[2]).build();
        Runtime.getRuntime().addShutdownHook(new Thread(node::stop));
        node.start();
        System.out.println("started");
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(perform(node, line));
        }
        Runtime.getRuntime().halt(0);
    }

    /** Does it and says so when it is done. */
    private static String perform(Swarm node, String command) {
        return switch (command) {
            case "drain" -> "drained " + node.registry().drain().join();
            case "undrain" -> {
                Object unused = node.registry().undrain().join();
                yield "undrained";
            }
            default -> throw new IllegalArgumentException(command);
        };
    }

    /** Returns what all nodes of the cluster have alike. */
    static SwarmBuilder builder(String name, String cluster) {
        RegistryConfig usual = RegistryConfig.defaults();
        Limits limits = usual.bounds();
        return Swarm.builder()
                .cluster(cluster)
                .name(name)
                .bindAddress("127.0.0.1")
                .port(0)
                .registry(usual.with(
                                new Moves(64, Duration.ofMillis(100), Duration.ofSeconds(20), Duration.ofSeconds(30)))
                        .with(new Limits(
                                limits.mailbox(),
                                limits.argsBytes(),
                                limits.stateBytes(),
                                Duration.ofSeconds(30),
                                limits.stallAfter())))
                .workerType(TYPE, context -> new IdTally());
    }
}

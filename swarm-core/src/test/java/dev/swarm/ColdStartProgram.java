package dev.swarm;

import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.event.MemberEvent;
import java.io.IOException;
import java.time.Duration;

/** One node as a process: says on its output how many nodes it sees, and ends with its input. */
final class ColdStartProgram {

    private ColdStartProgram() {}

    /**
     * Runs it.
     *
     * @param args the name of the node, the name of the cluster, and the port of the beacons
     */
    public static void main(String[] args) throws IOException {
        GossipConfig beacons = new GossipConfig(null, Integer.parseInt(args[2]), null, 1, Duration.ofSeconds(2), false);
        try (Swarm node = Swarm.builder()
                .name(args[0])
                .cluster(args[1])
                .bindAddress("127.0.0.1")
                .port(0)
                .gossip(beacons)
                .build()) {
            node.subscribe(event -> {
                if (event instanceof MemberEvent) {
                    tell(node);
                }
            });
            node.start();
            tell(node);
            System.in.readAllBytes();
        }
    }

    private static void tell(Swarm node) {
        System.out.println("sees " + node.topology().nodes().size());
    }
}

package dev.swarm.sample.launch;

import java.util.List;

/**
 * One node of the Superhero Cluster.
 *
 * @param name its node name
 * @param webPort port of its page and actuator
 */
record NodeSpec(String name, int webPort) {

    /** The node whose page is the one to look at. */
    static final NodeSpec DISPATCH = new NodeSpec("dispatch", 4900);

    /** All of them; dispatch first, so that its page is there while the cities arrive. */
    static final List<NodeSpec> CLUSTER = List.of(
            DISPATCH, new NodeSpec("gotham", 4901), new NodeSpec("metropolis", 4902), new NodeSpec("capitol", 4903));

    /** Returns the address of its page on this machine. */
    String page() {
        return "http://localhost:" + webPort;
    }
}

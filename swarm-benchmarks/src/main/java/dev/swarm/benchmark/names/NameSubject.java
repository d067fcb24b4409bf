package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Subject;
import java.util.List;

/** What is measured. The first one is what the others are compared with. */
enum NameSubject {
    NETTY("raw Netty fan-out into a map"),
    SWARM_LOCAL("Swarm, local names"),
    SWARM_MANAGED("Swarm, managed names"),
    HAZELCAST(Subject.HAZELCAST),
    JGROUPS(Subject.JGROUPS),
    PEKKO(Subject.PEKKO);

    private final String label;

    NameSubject(String label) {
        this.label = label;
    }

    NameSubject(Subject map) {
        this(map.label());
    }

    /** Returns its name for people. */
    String label() {
        return label;
    }

    /** Returns what its manual asks of the command line. */
    List<String> javaOptions() {
        return isMap() ? map().javaOptions() : List.of();
    }

    /** Tells whether it is ours. */
    boolean isOurs() {
        return this == SWARM_LOCAL || this == SWARM_MANAGED;
    }

    /**
     * Starts this node's part.
     *
     * @param index of this node; 0 is started first
     * @param ports of all nodes on the loopback address, in order
     */
    NameBook open(int index, List<Integer> ports) throws Exception {
        return switch (this) {
            case NETTY -> new NettyNames(index, ports);
            case SWARM_LOCAL -> new SwarmNames(index, ports, false);
            case SWARM_MANAGED -> new SwarmNames(index, ports, true);
            case HAZELCAST, JGROUPS, PEKKO -> new ReplicaNames(map().open(index, ports, (key, value) -> {}), index);
        };
    }

    private boolean isMap() {
        return this == HAZELCAST || this == JGROUPS || this == PEKKO;
    }

    private Subject map() {
        return Subject.valueOf(name());
    }
}

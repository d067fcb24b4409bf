package dev.swarm.benchmark.names;

import dev.swarm.benchmark.Subject;
import java.util.List;

/** What is measured. The first one is what the others are compared with. */
enum NameSubject {
    NETTY(Subject.NETTY),
    NETTY_THREAD(Subject.NETTY_THREAD),
    SWARM_AT_ONCE("Swarm, local names, 1,000 by one call"),
    SWARM_LOCAL("Swarm, local names, each by a call"),
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
        return isOurs() ? List.of() : map().javaOptions();
    }

    /** Tells whether it is ours. */
    boolean isOurs() {
        return this == SWARM_AT_ONCE || this == SWARM_LOCAL || this == SWARM_MANAGED;
    }

    /**
     * Starts this node's part.
     *
     * @param index of this node; 0 is started first
     * @param ports of all nodes on the loopback address, in order
     */
    NameBook open(int index, List<Integer> ports) throws Exception {
        return switch (this) {
            case SWARM_AT_ONCE -> new SwarmNames(index, ports, SwarmNames.Kind.LOCAL_AT_ONCE);
            case SWARM_LOCAL -> new SwarmNames(index, ports, SwarmNames.Kind.LOCAL);
            case SWARM_MANAGED -> new SwarmNames(index, ports, SwarmNames.Kind.MANAGED);
            case NETTY, NETTY_THREAD, HAZELCAST, JGROUPS, PEKKO ->
                new ReplicaNames(map().open(index, ports, (key, value) -> {}), index);
        };
    }

    private Subject map() {
        return Subject.valueOf(name());
    }
}

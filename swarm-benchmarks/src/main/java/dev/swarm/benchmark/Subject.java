package dev.swarm.benchmark;

import java.util.List;
import java.util.stream.Stream;

/** What is measured. The first one is what the others are compared with. */
public enum Subject {
    NETTY("raw Netty fan-out into a map"),
    NETTY_THREAD("raw Netty fan-out into a map, the thread that puts writes"),
    SWARM("Swarm overlay, listener on its thread"),
    SWARM_EVENTS("Swarm overlay, listener on the thread of events"),
    SWARM_SECRET("Swarm overlay, with a secret"),
    HAZELCAST("Hazelcast ReplicatedMap"),
    JGROUPS("JGroups ReplicatedHashMap, TCP no-delay"),
    JGROUPS_TCP("JGroups ReplicatedHashMap, TCP"),
    PEKKO("Pekko LWWMap, 50 ms notify"),
    PEKKO_DEFAULT("Pekko LWWMap, default");

    private final String label;

    Subject(String label) {
        this.label = label;
    }

    /** Returns its name for people. */
    public String label() {
        return label;
    }

    /** Returns what its manual asks of the command line. */
    public List<String> javaOptions() {
        return this == HAZELCAST ? HazelcastReplica.JAVA_OPTIONS : List.of();
    }

    /**
     * Starts this node's part.
     *
     * @param index of this node; 0 writes and is started first
     * @param ports of all nodes on the loopback address, in order
     * @param listener told of changes that others make
     */
    public Replica open(int index, List<Integer> ports, Replica.Listener listener) throws Exception {
        return switch (this) {
            case NETTY -> new NettyReplica(index, ports, listener, false);
            case NETTY_THREAD -> new NettyReplica(index, ports, listener, true);
            case SWARM -> new SwarmReplica(index, ports, listener, "", Runnable::run);
            case SWARM_EVENTS -> new SwarmReplica(index, ports, listener, "", null);
            case SWARM_SECRET -> new SwarmReplica(index, ports, listener, "a secret of the benchmarks", Runnable::run);
            case HAZELCAST -> new HazelcastReplica(index, ports, listener);
            case JGROUPS -> new JGroupsReplica(index, ports, listener, true);
            case JGROUPS_TCP -> new JGroupsReplica(index, ports, listener, false);
            case PEKKO -> new PekkoReplica(index, ports, listener, "50 ms");
            case PEKKO_DEFAULT -> new PekkoReplica(index, ports, listener, "500 ms");
        };
    }

    /** Tells whether its nodes answer pings in plain text. */
    boolean answersPings() {
        return this == SWARM || this == SWARM_EVENTS;
    }

    /** Returns addresses as most subjects want them. */
    static Stream<String> addresses(List<Integer> ports) {
        return ports.stream().map(port -> "127.0.0.1:" + port);
    }
}

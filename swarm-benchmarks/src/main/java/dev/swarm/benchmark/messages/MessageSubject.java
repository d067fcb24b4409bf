package dev.swarm.benchmark.messages;

import dev.swarm.benchmark.messages.Messenger.Count;
import java.util.List;

/** What is measured. The first one is what the others are compared with. */
enum MessageSubject {
    NETTY("raw Netty TCP (NIO), its loop asks and sends"),
    NETTY_THREAD("raw Netty TCP (NIO), a user's thread asks and sends"),
    SWARM("Swarm, handler on the protocol's thread"),
    SWARM_THREADS("Swarm, handler on a thread of its own"),
    SWARM_SECRET("Swarm, handler on the protocol's thread, with a secret");

    private final String label;

    MessageSubject(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Messenger open(int index, List<Integer> ports, Count count) {
        return switch (this) {
            case NETTY -> new NettyMessenger(index, ports, count, false);
            case NETTY_THREAD -> new NettyMessenger(index, ports, count, true);
            case SWARM -> new SwarmMessenger(index, ports, count, Runnable::run, "");
            case SWARM_THREADS -> new SwarmMessenger(index, ports, count, null, "");
            case SWARM_SECRET -> new SwarmMessenger(index, ports, count, Runnable::run, "a secret of the benchmarks");
        };
    }
}

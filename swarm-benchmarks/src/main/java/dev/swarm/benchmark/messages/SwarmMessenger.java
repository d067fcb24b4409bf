package dev.swarm.benchmark.messages;

import dev.swarm.Swarm;
import dev.swarm.SwarmBuilder;
import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Ours, with the usual numbers. Asks by a thread that waits, as users do. */
final class SwarmMessenger implements Messenger {

    private final Swarm swarm;
    private final NodeId other;

    SwarmMessenger(int index, List<Integer> ports, Count count, @Nullable Executor executor, String secret) {
        SwarmBuilder builder = Swarm.builder()
                .cluster("benchmark")
                .name("node-" + index)
                .bindAddress("127.0.0.1")
                .port(ports.get(index))
                .hosts(ports.stream().map(port -> "127.0.0.1:" + port).toArray(String[]::new));
        if (!secret.isEmpty()) {
            builder.secret(secret);
        }
        swarm = builder.build();
        other = NodeId.of("node-" + (1 - index));
        CommsManager comms = swarm.comms();
        if (executor == null) {
            var unused = comms.onRequest(byte[].class, message -> answer(message.payload(), count));
        } else {
            var unused = comms.onRequest(byte[].class, message -> answer(message.payload(), count), executor);
        }
        swarm.start();
    }

    private static byte[] answer(byte[] payload, Count count) {
        count.add(payload.length);
        return payload;
    }

    @Override
    public boolean isReady() {
        return swarm.comms().links().stream().anyMatch(link -> link.node().equals(other) && link.connected());
    }

    @Override
    public long[] ask(int times, byte[] payload) throws Exception {
        long[] nanos = new long[times];
        CommsManager comms = swarm.comms();
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            byte[] answer = comms.request(other, payload, byte[].class).get();
            nanos[i] = System.nanoTime() - start;
            if (answer.length != payload.length) {
                throw new IllegalStateException("another answer");
            }
        }
        return nanos;
    }

    @Override
    public long flood(long durationNanos, byte[] payload) throws Exception {
        CommsManager comms = swarm.comms();
        long end = System.nanoTime() + durationNanos;
        long sent = 0;
        for (int i = 1; ; i++) {
            if (comms.send(other, payload, Priority.NORMAL) == SendOutcome.SENT) {
                sent++;
            } else {
                comms.room(other, Priority.NORMAL).get();
            }
            if (i % 64 == 0 && System.nanoTime() - end >= 0) {
                return sent;
            }
        }
    }

    @Override
    public void close() {
        swarm.close();
    }
}

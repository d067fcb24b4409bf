package dev.swarm.sim.net;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A hand-made listener that only notes what it is told. */
final class NotingEndpoint implements SimEndpoint {

    final List<byte[]> packets = new ArrayList<>();
    final List<NodeAddress> senders = new ArrayList<>();
    final List<StreamId> accepted = new ArrayList<>();
    final List<StreamId> closed = new ArrayList<>();
    final List<StreamEnd> ends = new ArrayList<>();
    final Map<Long, ByteArrayOutputStream> read = new TreeMap<>();
    int reads;

    @Override
    public void onDatagram(NodeAddress from, byte[] packet) {
        senders.add(from);
        packets.add(packet);
    }

    @Override
    public void onStreamAccepted(StreamId stream, NodeAddress from) {
        accepted.add(stream);
        senders.add(from);
    }

    @Override
    public void onStreamBytes(StreamId stream, byte[] bytes) {
        reads++;
        bytesOf(stream).writeBytes(bytes);
    }

    @Override
    public void onStreamClosed(StreamId stream, StreamEnd end) {
        closed.add(stream);
        ends.add(end);
    }

    /** Returns the first byte of each datagram, as a number that tests put there. */
    List<Integer> numbers() {
        return packets.stream().map(packet -> packet[0] & 0xFF).toList();
    }

    byte[] readFrom(StreamId stream) {
        return bytesOf(stream).toByteArray();
    }

    private ByteArrayOutputStream bytesOf(StreamId stream) {
        return read.computeIfAbsent(stream.number(), any -> new ByteArrayOutputStream());
    }
}

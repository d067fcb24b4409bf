package dev.swarm.discovery.gossip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What processes of one machine use where multicast over the loopback interface does not work: each takes one of
 * {@value #SLOTS} ports above the group's port on 127.0.0.1, and calls all of them one by one. A process that finds all
 * taken speaks from another port: it cannot be called, but it calls, and is answered.
 */
final class LocalSlots implements AutoCloseable {

    static final int SLOTS = 16;

    private static final InetAddress LOOPBACK = loopback();

    private final List<InetSocketAddress> slots;
    private @Nullable DatagramChannel channel;

    LocalSlots(int groupPort) {
        slots = IntStream.rangeClosed(1, SLOTS)
                .map(step -> groupPort + step)
                .filter(port -> port <= 65_535)
                .mapToObj(port -> new InetSocketAddress(LOOPBACK, port))
                .toList();
    }

    boolean isOpen() {
        return channel != null;
    }

    /** Takes a port. */
    void open(Selector selector) throws IOException {
        if (channel == null) {
            DatagramChannel opened = DatagramChannel.open(StandardProtocolFamily.INET);
            try {
                bind(opened);
                opened.configureBlocking(false);
                opened.register(selector, SelectionKey.OP_READ);
            } catch (IOException e) {
                opened.close();
                throw e;
            }
            channel = opened;
        }
    }

    /** Says something to all slots; to none if it is not open. */
    void call(byte[] beacon) throws IOException {
        for (InetSocketAddress slot : slots) {
            answer(slot, beacon);
        }
    }

    /** Says something to one. */
    void answer(InetSocketAddress to, byte[] beacon) throws IOException {
        if (channel != null) {
            channel.send(ByteBuffer.wrap(beacon), to);
        }
    }

    /** Tells whether this is the socket of the slot. */
    boolean hearsWith(DatagramChannel other) {
        return other.equals(channel);
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Closed all the same as far as we can tell; there is nothing to add.
        }
        channel = null;
    }

    private void bind(DatagramChannel opened) throws IOException {
        for (InetSocketAddress slot : slots) {
            try {
                opened.bind(slot);
                return;
            } catch (IOException e) {
                // Taken by another process; the next one may be free.
            }
        }
        opened.bind(new InetSocketAddress(LOOPBACK, 0));
    }

    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (IOException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }
}

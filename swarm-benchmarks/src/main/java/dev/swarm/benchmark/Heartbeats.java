package dev.swarm.benchmark;

import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.MessageEncoder;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.WireSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.HdrHistogram.Histogram;

/**
 * Asks nodes of ours, as another member would, whether they are there: one ping to each in turn, again and again, and
 * notes how long the answers take. A lost datagram counts as one second.
 */
final class Heartbeats implements AutoCloseable {

    private static final int PAUSE_MILLIS = 2;
    private static final int PATIENCE_MILLIS = 1_000;

    private final PacketCodec packets = new PacketCodec(
            new WireSettings("benchmark", Keyring.none(), false, RandomGenerator.getDefault()::nextBytes));
    private final DatagramSocket socket;
    private final List<Integer> ports;
    private final Histogram nanos = new Histogram(3);
    private final Thread thread = new Thread(this::run, "heartbeats");
    private volatile boolean closed;
    private long seqNo;

    Heartbeats(List<Integer> ports) {
        this.ports = List.copyOf(ports);
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends and returns the longest answer in milliseconds. */
    double end() {
        close();
        return nanos.getMaxValue() / 1e6;
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        socket.close();
    }

    private void run() {
        try {
            while (!closed) {
                for (int port : ports) {
                    ask(port);
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(int port) throws IOException {
        long asked = ++seqNo;
        byte[] ping = packets.seal(MessageEncoder.encode(new Ping(asked, null, null, null)), false);
        long start = System.nanoTime();
        socket.send(
                new DatagramPacket(ping, ping.length, new InetSocketAddress(InetAddress.getLoopbackAddress(), port)));
        byte[] buffer = new byte[1 << 16];
        DatagramPacket answer = new DatagramPacket(buffer, buffer.length);
        try {
            do {
                answer.setLength(buffer.length);
                socket.receive(answer);
            } while (!isAnswer(Arrays.copyOf(buffer, answer.getLength()), asked));
        } catch (SocketTimeoutException e) {
            System.err.println("No answer from port " + port + ": " + e);
        }
        nanos.recordValue(System.nanoTime() - start);
    }

    private boolean isAnswer(byte[] packet, long asked) {
        try {
            for (Message message : packets.open(packet).messages()) {
                if (message instanceof Ack ack && ack.seqNo() == asked) {
                    return true;
                }
            }
            return false;
        } catch (MalformedPacketException e) {
            return false;
        }
    }
}

package dev.swarm.discovery.dns;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A name server on loopback that answers what it is told to, sane or not; by datagram and by stream. */
final class StubNameServer implements AutoCloseable {

    static final int A = 1;
    static final int AAAA = 28;
    static final int SRV = 33;
    static final int NAME_ERROR = 3;
    static final int SERVER_FAILURE = 2;
    private static final int OVERHEAD = 12;

    private final DatagramSocket datagrams;
    private final ServerSocket streams;
    private final Map<String, Reply> replies = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();

    /** What is said to a question. */
    record Reply(int code, boolean truncated, boolean silent, List<byte[]> records) {}

    StubNameServer() throws IOException {
        streams = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        datagrams = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), streams.getLocalPort()));
        run(this::answerDatagrams);
        run(this::answerStreams);
    }

    int port() {
        return streams.getLocalPort();
    }

    /** From now on a question has these records, in the form of their content. */
    void answer(String name, int type, byte[]... records) {
        replies.put(name + ' ' + type, new Reply(0, false, false, List.of(records)));
    }

    /** From now on a question fails with a code (RFC 1035 section 4.1.1). */
    void fail(String name, int type, int code) {
        replies.put(name + ' ' + type, new Reply(code, false, false, List.of()));
    }

    /** From now on a question is not answered. */
    void ignore(String name, int type) {
        replies.put(name + ' ' + type, new Reply(0, false, true, List.of()));
    }

    /** From now on a question is answered by stream only, and by datagram with a hint to do so. */
    void answerByStream(String name, int type, byte[]... records) {
        replies.put(name + ' ' + type, new Reply(0, true, false, List.of(records)));
    }

    /** Returns how often a question was asked. */
    long count(String name, int type) {
        return asked.stream().filter((name + ' ' + type)::equals).count();
    }

    static byte[] address(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            content[i] = (byte) bytes[i];
        }
        return content;
    }

    static byte[] service(int priority, int weight, int port, String target) {
        byte[] name = name(target);
        return ByteBuffer.allocate(6 + name.length)
                .putShort((short) priority)
                .putShort((short) weight)
                .putShort((short) port)
                .put(name)
                .array();
    }

    @Override
    public void close() throws IOException {
        datagrams.close();
        streams.close();
    }

    private void answerDatagrams() throws IOException {
        byte[] buffer = new byte[512];
        while (true) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            datagrams.receive(packet);
            byte[] answer = reply(ByteBuffer.wrap(buffer, 0, packet.getLength()), true);
            if (answer.length > 0) {
                datagrams.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
            }
        }
    }

    private void answerStreams() throws IOException {
        while (true) {
            try (Socket socket = streams.accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] question = in.readNBytes(in.readUnsignedShort());
                byte[] answer = reply(ByteBuffer.wrap(question), false);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
                // whoever asked closes first
                in.readAllBytes();
            }
        }
    }

    private byte[] reply(ByteBuffer question, boolean byDatagram) {
        short id = question.getShort();
        question.position(OVERHEAD);
        StringBuilder name = new StringBuilder();
        for (int length = question.get(); length > 0; length = question.get()) {
            byte[] label = new byte[length];
            question.get(label);
            name.append(new String(label, StandardCharsets.US_ASCII)).append('.');
        }
        int type = question.getShort();
        String key = name.toString() + ' ' + type;
        asked.add(key);
        Reply reply = replies.getOrDefault(key, new Reply(NAME_ERROR, false, false, List.of()));
        if (reply.silent()) {
            return new byte[0];
        }
        boolean cut = reply.truncated() && byDatagram;
        return message(id, name.toString(), type, cut ? new Reply(0, true, false, List.of()) : reply, cut);
    }

    private static byte[] message(short id, String name, int type, Reply reply, boolean cut) {
        byte[] owner = name(name);
        int size = OVERHEAD + owner.length + 4;
        for (byte[] each : reply.records()) {
            size += 2 + 10 + each.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        int flags = 0x8180 | (cut ? 0x0200 : 0) | reply.code();
        out.putShort(id).putShort((short) flags);
        out.putShort((short) 1).putShort((short) reply.records().size()).putInt(0);
        out.put(owner).putShort((short) type).putShort((short) 1);
        for (byte[] each : reply.records()) {
            out.putShort((short) 0xC00C).putShort((short) type).putShort((short) 1);
            out.putInt(0).putShort((short) each.length).put(each);
        }
        return out.array();
    }

    private static byte[] name(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> labels = new ArrayList<>(List.of(text.split("\\.")));
        labels.removeIf(String::isEmpty);
        for (String label : labels) {
            out.write(label.length());
            out.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        out.write(0);
        return out.toByteArray();
    }

    private static void run(Loop loop) {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (IOException e) {
                        // Closed, which is its only end.
                    }
                },
                "stub-name-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** Runs until its socket is closed. */
    @FunctionalInterface
    private interface Loop {

        void run() throws IOException;
    }
}

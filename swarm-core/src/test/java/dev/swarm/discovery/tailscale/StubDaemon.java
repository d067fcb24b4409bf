package dev.swarm.discovery.tailscale;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Plays the daemon on a socket in the file system: says one and the same, sane or not, to whoever asks. */
final class StubDaemon implements AutoCloseable {

    private final ServerSocketChannel server;
    private final CountDownLatch closed = new CountDownLatch(1);
    final AtomicInteger asked = new AtomicInteger();
    volatile String request = "";
    private volatile byte[] answer;
    private volatile boolean hangs;

    StubDaemon(Path socket, byte[] answer) throws IOException {
        this.answer = answer;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(this::run, "stub-daemon");
        thread.setDaemon(true);
        thread.start();
    }

    void say(byte[] bytes) {
        answer = bytes;
    }

    void hang() {
        hangs = true;
    }

    /** An answer with a length, as the daemon gives it to short ones. */
    static byte[] withLength(String body) {
        return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTailscale-Version: 1.90.1\r\nContent-Length: "
                        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** An answer in chunks, as the daemon gives it to long ones. */
    static byte[] inChunks(String body, int size) {
        StringBuilder chunks = new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
        for (int at = 0; at < body.length(); at += size) {
            String chunk = body.substring(at, Math.min(body.length(), at + size));
            chunks.append(Integer.toHexString(chunk.length()))
                    .append("\r\n")
                    .append(chunk)
                    .append("\r\n");
        }
        return chunks.append("0\r\n\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        closed.countDown();
        server.close();
    }

    private void run() {
        while (server.isOpen()) {
            try (SocketChannel channel = server.accept()) {
                serve(channel);
            } catch (IOException e) {
                // Whoever asked went away, or this is the end.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) throws IOException, InterruptedException {
        asked.incrementAndGet();
        ByteBuffer in = ByteBuffer.allocate(4096);
        StringBuilder said = new StringBuilder();
        while (said.indexOf("\r\n\r\n") < 0 && channel.read(in) >= 0) {
            said.append(new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII));
            in.clear();
        }
        request = said.toString();
        if (hangs) {
            boolean unused = closed.await(1, TimeUnit.MINUTES);
        }
        ByteBuffer out = ByteBuffer.wrap(answer);
        while (out.hasRemaining()) {
            channel.write(out);
        }
    }
}

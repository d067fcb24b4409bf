package dev.swarm.discovery.tailscale;

import dev.swarm.discovery.LookUpException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Asks the daemon of the machine by HTTP over its socket in the file system. One question, one connection. */
final class LocalApi {

    /** The daemon refuses other hosts, and whoever says where it comes from. */
    private static final byte[] REQUEST = String.join(
                    "\r\n",
                    "GET /localapi/v0/status HTTP/1.1",
                    "Host: local-tailscaled.sock",
                    "Accept: application/json",
                    "Connection: close",
                    "",
                    "")
            .getBytes(StandardCharsets.US_ASCII);

    private static final int CHUNK = 64 * 1024;

    private final Path socket;
    private final Limits limits;

    LocalApi(Path socket, Limits limits) {
        this.socket = socket;
        this.limits = limits;
    }

    /**
     * Asks for the status; blocks.
     *
     * @throws LookUpException saying why there is no answer
     */
    byte[] status() throws LookUpException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
                Selector selector = Selector.open()) {
            long end = System.nanoTime() + limits.time().toNanos();
            channel.configureBlocking(false);
            SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (!channel.connect(UnixDomainSocketAddress.of(socket))) {
                await(key, SelectionKey.OP_CONNECT, end);
                channel.finishConnect();
            }
            ByteBuffer request = ByteBuffer.wrap(REQUEST);
            while (request.hasRemaining()) {
                await(key, SelectionKey.OP_WRITE, end);
                channel.write(request);
            }
            return HttpAnswer.bodyOf(readAll(channel, key, end));
        } catch (IOException e) {
            throw new LookUpException("the socket " + socket + " cannot be used: " + e.getMessage(), e);
        }
    }

    private byte[] readAll(SocketChannel channel, SelectionKey key, long end) throws IOException, LookUpException {
        BoundedBytes bytes = new BoundedBytes(limits.bytes());
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK);
        while (channel.read(buffer) >= 0) {
            bytes.add(buffer.array(), buffer.position());
            if (buffer.position() == 0) {
                await(key, SelectionKey.OP_READ, end);
            }
            buffer.clear();
        }
        return bytes.toByteArray();
    }

    private void await(SelectionKey key, int operation, long end) throws IOException, LookUpException {
        key.interestOps(operation);
        long millis = (end - System.nanoTime()) / 1_000_000;
        boolean isReady = millis > 0 && key.selector().select(millis) > 0;
        key.selector().selectedKeys().clear();
        if (!isReady) {
            throw new LookUpException("the socket " + socket + " does not answer in time", null);
        }
    }
}

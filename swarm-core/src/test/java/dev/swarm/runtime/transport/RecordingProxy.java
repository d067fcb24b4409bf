package dev.swarm.runtime.transport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** Stands between two ends of a connection, writes down what passes, and may change what the dialler says. */
public final class RecordingProxy implements AutoCloseable {

    /** What cuts the connection when it is returned. */
    static final byte[] CUT = new byte[0];

    private final ServerSocket server;
    private final int target;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final ByteArrayOutputStream answered = new ByteArrayOutputStream();
    private volatile UnaryOperator<byte[]> change = bytes -> bytes;

    /** Makes a proxy that leads to a port of this machine. */
    public RecordingProxy(int target) throws IOException {
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.target = target;
        start(this::acceptAll);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** Changes what the dialler says from now on, piece by piece. */
    void change(UnaryOperator<byte[]> by) {
        change = by;
    }

    /** Returns what diallers have said, as it came. */
    public byte[] said() {
        synchronized (said) {
            return said.toByteArray();
        }
    }

    /** Returns what was answered. */
    public byte[] answered() {
        synchronized (answered) {
            return answered.toByteArray();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private void acceptAll() throws IOException {
        while (true) {
            Socket dialler = server.accept();
            sockets.add(dialler);
            Socket listener = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(listener);
            start(() -> pass(dialler, listener, said, true));
            start(() -> pass(listener, dialler, answered, false));
        }
    }

    private void pass(Socket from, Socket to, ByteArrayOutputStream record, boolean mayChange) throws IOException {
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[64 * 1024];
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
                synchronized (record) {
                    record.write(buffer, 0, length);
                }
                byte[] piece = Arrays.copyOf(buffer, length);
                byte[] passed = mayChange ? change.apply(piece) : piece;
                if (passed == CUT) {
                    return;
                }
                out.write(passed);
            }
        }
    }

    private static void start(Passing passing) {
        Thread thread = new Thread(() -> {
            try {
                passing.run();
            } catch (IOException over) {
                // an end has closed
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Passing {

        void run() throws IOException;
    }
}

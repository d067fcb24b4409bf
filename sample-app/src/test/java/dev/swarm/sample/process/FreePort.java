package dev.swarm.sample.process;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for those who cannot be told to choose one themselves. Below the range from which operating systems choose, so
 * that nobody is given it between the look and the use.
 */
final class FreePort {

    private static final int MIN = 20_000;
    private static final int MAX = 30_000;
    private static final int ATTEMPTS = 100;

    private FreePort() {}

    /** Returns a port that is free for both TCP and UDP on every address. */
    static int next() {
        for (int i = 0; i < ATTEMPTS; i++) {
            int port = ThreadLocalRandom.current().nextInt(MIN, MAX);
            try (ServerSocket stream = new ServerSocket(port);
                    DatagramSocket datagram = new DatagramSocket(port)) {
                return Math.max(stream.getLocalPort(), datagram.getLocalPort());
            } catch (IOException e) {
                // taken, the next one then
            }
        }
        throw new IllegalStateException("No free port from " + MIN + " to " + MAX);
    }
}

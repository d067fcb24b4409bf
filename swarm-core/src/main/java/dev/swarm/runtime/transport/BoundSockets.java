package dev.swarm.runtime.transport;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.failure.InvalidAddressException;
import dev.swarm.api.failure.PortTakenException;
import dev.swarm.api.failure.SwarmStartException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;

/**
 * A UDP and a TCP socket on the same port number. Either both are bound or none: half a pair is never left open.
 *
 * @param datagrams the UDP socket, bound
 * @param streams the TCP socket, bound and listening
 * @param host the address both are bound to
 * @param port the number both have
 */
public record BoundSockets(DatagramChannel datagrams, ServerSocketChannel streams, InetAddress host, int port)
        implements AutoCloseable {

    private static final int BACKLOG = 128;

    /** Asked for; the system may give less. Holds a burst of acknowledgements while the loop is busy. */
    private static final int RECEIVE_BUFFER_BYTES = 2 * 1024 * 1024;

    /** How often another free TCP port is asked for when the UDP port of the same number is taken. */
    private static final int MAX_ANY_TRIES = 64;

    /**
     * Binds both.
     *
     * @param host an address of this machine, or the wildcard
     * @param choice which port numbers may be used
     * @throws PortTakenException if none of them is free for both
     * @throws InvalidAddressException if the address is not this machine's
     * @throws SwarmStartException if the system refuses for another reason
     */
    public static BoundSockets bind(InetAddress host, PortChoice choice) {
        requireLocal(host);
        try {
            return choice.isAny() ? bindAny(host) : bindFirstFree(host, choice);
        } catch (IOException e) {
            throw new SwarmStartException(
                    "Port " + choice.first() + " of " + host.getHostAddress() + " could not be opened: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Returns the address both are bound to, all zero in its IP for the wildcard. */
    public NodeAddress address() {
        return Addresses.nodeAddress(host, port);
    }

    /** Closes both; for sockets that were never handed to a transport. */
    @Override
    public void close() {
        closeQuietly(streams);
        closeQuietly(datagrams);
    }

    private static BoundSockets bindAny(InetAddress host) throws IOException {
        BindException last = new BindException("no port tried");
        for (int i = 0; i < MAX_ANY_TRIES; i++) {
            try {
                return bindBoth(host, 0);
            } catch (BindException e) {
                last = e;
            }
        }
        throw last;
    }

    private static BoundSockets bindFirstFree(InetAddress host, PortChoice choice) throws IOException {
        BindException last = new BindException("no port tried");
        for (int port = choice.first(); port <= choice.last(); port++) {
            try {
                return bindBoth(host, port);
            } catch (BindException e) {
                if (isRefused(e)) {
                    throw e;
                }
                last = e;
            }
        }
        throw new PortTakenException(host.getHostAddress(), choice.first(), choice.last(), last);
    }

    private static BoundSockets bindBoth(InetAddress host, int wantedPort) throws IOException {
        ServerSocketChannel streams = ServerSocketChannel.open();
        try {
            streams.bind(new InetSocketAddress(host, wantedPort), BACKLOG);
            int port = streams.socket().getLocalPort();
            DatagramChannel datagrams = DatagramChannel.open();
            try {
                datagrams.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
                datagrams.bind(new InetSocketAddress(host, port));
                return new BoundSockets(datagrams, streams, host, port);
            } catch (IOException e) {
                closeQuietly(datagrams);
                throw e;
            }
        } catch (IOException e) {
            closeQuietly(streams);
            throw e;
        }
    }

    /** The JDK has one exception for a taken port and for one the user may not open; only the text differs. */
    private static boolean isRefused(BindException e) {
        return e.getMessage() != null && e.getMessage().contains("ermission");
    }

    private static void requireLocal(InetAddress host) {
        boolean local;
        try {
            local = host.isAnyLocalAddress()
                    || host.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(host) != null;
        } catch (SocketException e) {
            throw new SwarmStartException("The addresses of this machine could not be read: " + e.getMessage(), e);
        }
        if (!local) {
            throw new InvalidAddressException(
                    "swarm.bind-address", host.getHostAddress(), "is no address of this machine", null);
        }
    }

    private static void closeQuietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // A socket that cannot be closed is closed already; there is nobody who could do better.
        }
    }
}

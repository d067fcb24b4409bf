package dev.swarm.api;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * Where a node receives: the bytes of an IP address and a port.
 *
 * <p>The byte form is part of the identity: {@code 10.0.0.1} in four bytes and {@code ::ffff:10.0.0.1} in sixteen are
 * different addresses here, because memberlist peers compare them so (specification section 12, trap 2). Therefore this
 * is not an {@code InetAddress}, which would silently turn one into the other.
 */
public final class NodeAddress implements Comparable<NodeAddress> {

    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;
    private static final int MAX_PORT = 65_535;

    private final byte[] ip;
    private final int port;
    private final int hash;

    private NodeAddress(byte[] ip, int port) {
        this.ip = ip;
        this.port = port;
        this.hash = 31 * Arrays.hashCode(ip) + port;
    }

    /**
     * Makes an address of raw bytes.
     *
     * @param ip four or sixteen bytes, copied
     * @param port 0 to 65535; 0 means unknown
     * @throws IllegalArgumentException if the length or the port is out of range
     */
    public static NodeAddress of(byte[] ip, int port) {
        if (ip.length != IPV4_BYTES && ip.length != IPV6_BYTES) {
            throw new IllegalArgumentException("An IP address has 4 or 16 bytes, not " + ip.length);
        }
        if (port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException("A port is 0 to 65535, not " + port);
        }
        return new NodeAddress(ip.clone(), port);
    }

    /** Returns 127.0.0.1 with the given port. */
    public static NodeAddress loopback(int port) {
        return of(new byte[] {127, 0, 0, 1}, port);
    }

    /** Returns a copy of the four or sixteen bytes. */
    public byte[] ip() {
        return ip.clone();
    }

    /** Returns the port, 0 to 65535. */
    public int port() {
        return port;
    }

    /** Returns the same IP address with another port. */
    public NodeAddress withPort(int newPort) {
        return of(ip, newPort);
    }

    @Override
    public int compareTo(NodeAddress other) {
        int byIp = Arrays.compareUnsigned(ip, other.ip);
        return byIp != 0 ? byIp : Integer.compare(port, other.port);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NodeAddress that && port == that.port && Arrays.equals(ip, that.ip);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Returns {@code 10.0.0.1:7946} or {@code [fe80:0:…]:7946}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        if (ip.length == IPV4_BYTES) {
            for (int i = 0; i < IPV4_BYTES; i++) {
                text.append(i == 0 ? "" : ".").append(ip[i] & 0xFF);
            }
        } else {
            text.append('[');
            for (int i = 0; i < IPV6_BYTES; i += 2) {
                text.append(i == 0 ? "" : ":").append(hexGroup(i));
            }
            text.append(']');
        }
        return text.append(':').append(port).toString();
    }

    private String hexGroup(int at) {
        return HexFormat.of().formatHex(ip, at, at + 2).replaceFirst("^0{1,3}", "");
    }
}

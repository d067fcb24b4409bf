package dev.swarm.discovery.gossip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.nio.channels.DatagramChannel;

/** How a beacon gets to all of a network at once. */
interface Reach {

    /** Returns the port that all hear. */
    int port();

    /** Returns the family of the sockets. */
    ProtocolFamily family();

    /** Tells whether an address is of that family. */
    boolean isOfFamily(InetAddress address);

    /** Tells whether beacons can be sent on an interface that nobody has chosen. */
    boolean fits(NetworkInterface candidate) throws IOException;

    /** Makes a socket that is to speak, and is not bound yet, able to. */
    void prepare(DatagramChannel speaking) throws IOException;

    /** Makes a socket hear what is sent on an interface. */
    void join(DatagramChannel hearing, NetworkInterface by) throws IOException;

    /** Sends a beacon to all who hear on the network of an interface. */
    void say(DatagramChannel speaking, NetworkInterface by, byte[] beacon) throws IOException;

    /** Returns to whom, for messages. */
    @Override
    String toString();
}

package dev.swarm.discovery.gossip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The sockets of a group. One hears: it is bound to the group's port, which all processes of a machine share. One
 * speaks: it has a port of its own, so that what is said back to it reaches this process and no other.
 *
 * <p>Both are opened when first needed and again after {@link #close()}. When an interface goes away the hearing
 * socket is made anew, because the JDK would take a membership on the vanished interface for one on its successor.
 */
final class GroupSockets implements AutoCloseable {

    private final Selector selector;
    private final Reach reach;
    private final InetAddress source;
    private final Set<String> joined = new TreeSet<>();
    private @Nullable DatagramChannel hearing;
    private @Nullable DatagramChannel speaking;

    /**
     * Makes them; nothing is opened yet.
     *
     * @param selector learns of what arrives
     * @param reach how all of the group are reached
     * @param source address to speak from; ignored if it is of another family than the group
     */
    GroupSockets(Selector selector, Reach reach, InetAddress source) {
        this.selector = selector;
        this.reach = reach;
        this.source = source;
    }

    /**
     * Hears on these interfaces from now on, and speaks on them once.
     *
     * @return what did not work on some of them, empty if all is well
     * @throws IOException with one sentence, if it worked on none
     */
    List<String> call(List<NetworkInterface> interfaces, byte[] beacon) throws IOException {
        List<String> problems = new ArrayList<>();
        hear(interfaces, problems);
        int spoken = speak(interfaces, beacon, problems);
        if (spoken == 0) {
            throw new IOException(String.join(", ", problems));
        }
        return problems;
    }

    /** Says something to one who was heard, through the socket that speaks. */
    void answer(InetSocketAddress to, byte[] beacon) throws IOException {
        speaking().send(ByteBuffer.wrap(beacon), to);
    }

    /** Tells whether this is the socket that hears the group. */
    boolean hearsWith(DatagramChannel channel) {
        return channel.equals(hearing);
    }

    @Override
    public void close() {
        closeQuietly(hearing);
        closeQuietly(speaking);
        hearing = null;
        speaking = null;
        joined.clear();
    }

    /** A port that another program keeps for itself only makes us deaf: those whom we call still find us. */
    private void hear(List<NetworkInterface> interfaces, List<String> problems) {
        Set<String> wanted = new TreeSet<>();
        interfaces.forEach(each -> wanted.add(each.getName() + '/' + each.getIndex()));
        if (!wanted.containsAll(joined)) {
            closeQuietly(hearing);
            hearing = null;
            joined.clear();
        }
        try {
            DatagramChannel channel = hearing();
            for (NetworkInterface each : interfaces) {
                join(channel, each, problems);
            }
        } catch (IOException e) {
            problems.add("port " + reach.port() + " cannot be shared: " + e.getMessage());
        }
    }

    private void join(DatagramChannel channel, NetworkInterface each, List<String> problems) {
        String key = each.getName() + '/' + each.getIndex();
        if (!joined.contains(key)) {
            try {
                reach.join(channel, each);
                joined.add(key);
            } catch (IOException | IllegalArgumentException e) {
                problems.add(each.getName() + " cannot join " + reach + ": " + e.getMessage());
            }
        }
    }

    private int speak(List<NetworkInterface> interfaces, byte[] beacon, List<String> problems) throws IOException {
        DatagramChannel channel = speaking();
        int spoken = 0;
        for (NetworkInterface each : interfaces) {
            try {
                reach.say(channel, each, beacon);
                spoken++;
            } catch (IOException | IllegalArgumentException e) {
                problems.add(each.getName() + " cannot send to " + reach + ": " + e.getMessage());
            }
        }
        return spoken;
    }

    private DatagramChannel hearing() throws IOException {
        if (hearing == null) {
            DatagramChannel channel = DatagramChannel.open(reach.family());
            try {
                share(channel, StandardSocketOptions.SO_REUSEADDR);
                share(channel, StandardSocketOptions.SO_REUSEPORT);
                channel.bind(new InetSocketAddress(reach.port()));
                register(channel);
            } catch (IOException e) {
                closeQuietly(channel);
                throw e;
            }
            hearing = channel;
        }
        return hearing;
    }

    private DatagramChannel speaking() throws IOException {
        if (speaking == null) {
            DatagramChannel channel = DatagramChannel.open(reach.family());
            try {
                reach.prepare(channel);
                channel.bind(reach.isOfFamily(source) ? new InetSocketAddress(source, 0) : null);
                register(channel);
            } catch (IOException e) {
                closeQuietly(channel);
                throw new IOException("no socket at " + source.getHostAddress() + ": " + e.getMessage(), e);
            }
            speaking = channel;
        }
        return speaking;
    }

    private void register(DatagramChannel channel) throws IOException {
        channel.configureBlocking(false);
        channel.register(selector, SelectionKey.OP_READ);
    }

    private static void share(DatagramChannel channel, SocketOption<Boolean> option) throws IOException {
        if (channel.supportedOptions().contains(option)) {
            channel.setOption(option, true);
        }
    }

    private static void closeQuietly(@Nullable DatagramChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Closed all the same as far as we can tell; there is nothing to add.
        }
    }
}

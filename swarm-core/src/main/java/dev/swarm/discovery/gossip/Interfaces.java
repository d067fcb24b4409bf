package dev.swarm.discovery.gossip;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the network interfaces that beacons use: the configured one; else for a node on the loopback address the
 * loopback interface, for one bound to a single address the interface that has it, for one bound to all those by
 * which beacons can be sent. Only interfaces that are up count. Asked again at each round, as
 * interfaces come and go.
 */
final class Interfaces {

    private final @Nullable String configured;
    private final InetAddress bound;
    private final Reach reach;

    /**
     * Makes the choice.
     *
     * @param configured name or address of the only one to use, {@code null} for those that fit
     * @param bound what the node's sockets are bound to
     * @param reach how beacons are sent, which not all interfaces can
     */
    Interfaces(@Nullable String configured, InetAddress bound, Reach reach) {
        this.configured = configured;
        this.bound = bound;
        this.reach = reach;
    }

    /**
     * Returns those to use now, at least one.
     *
     * @throws IOException with one sentence, if there is none
     */
    List<NetworkInterface> choose() throws IOException {
        List<NetworkInterface> chosen = new ArrayList<>();
        for (NetworkInterface candidate : candidates()) {
            if (candidate.isUp()) {
                chosen.add(candidate);
            }
        }
        if (chosen.isEmpty()) {
            throw new IOException("no network interface is up for "
                    + (configured != null
                            ? "discovery.gossip.interface '" + configured + "'"
                            : bound.getHostAddress()));
        }
        chosen.sort(Comparator.comparingInt(NetworkInterface::getIndex));
        return chosen;
    }

    private List<NetworkInterface> candidates() throws IOException {
        if (configured != null) {
            return byNameOrAddress(configured);
        }
        if (bound.isLoopbackAddress()) {
            return all(NetworkInterface::isLoopback);
        }
        if (bound.isAnyLocalAddress()) {
            return all(reach::fits);
        }
        return optional(NetworkInterface.getByInetAddress(bound));
    }

    private static List<NetworkInterface> byNameOrAddress(String text) throws IOException {
        NetworkInterface byName = NetworkInterface.getByName(text);
        if (byName != null) {
            return List.of(byName);
        }
        return looksLikeAddress(text)
                ? optional(NetworkInterface.getByInetAddress(InetAddress.getByName(text)))
                : List.of();
    }

    /** Keeps a mistyped interface name from being asked of a name server. */
    static boolean looksLikeAddress(String text) {
        return text.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.+)?");
    }

    private static List<NetworkInterface> all(Condition condition) throws IOException {
        List<NetworkInterface> matching = new ArrayList<>();
        try (Stream<NetworkInterface> stream = NetworkInterface.networkInterfaces()) {
            for (NetworkInterface each : stream.toList()) {
                if (condition.holdsFor(each)) {
                    matching.add(each);
                }
            }
        }
        return matching;
    }

    private static List<NetworkInterface> optional(@Nullable NetworkInterface one) {
        return one == null ? List.of() : List.of(one);
    }

    /** A test that asks the system. */
    @FunctionalInterface
    private interface Condition {

        boolean holdsFor(NetworkInterface candidate) throws IOException;
    }
}

package dev.swarm.discovery.gossip;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.api.discovery.PeerSink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what bytes that arrived are worth: nothing, a report of a new neighbour, or an answer as well. */
final class BeaconEar {

    private static final Logger LOG = LoggerFactory.getLogger(BeaconEar.class);

    private final BeaconCodec codec;
    private final BeaconVoice voice;
    private final BeaconPace pace;
    private final Neighbours neighbours;
    private final PeerSink sink;
    private int present;

    /** What to do about bytes that arrived. */
    enum Reaction {
        /** Nothing. */
        NONE,
        /** Our own beacon has come back. */
        ECHO,
        /** Report soon: a stranger was heard. */
        REPORT,
        /** Report soon, and answer the stranger. */
        REPORT_AND_ANSWER
    }

    BeaconEar(BeaconCodec codec, BeaconVoice voice, BeaconPace pace, Neighbours neighbours, PeerSink sink) {
        this.codec = codec;
        this.voice = voice;
        this.pace = pace;
        this.neighbours = neighbours;
        this.sink = sink;
    }

    /** Listens to bytes of whatever origin. */
    Reaction onBytes(byte[] bytes, InetAddress from, long wallMillis, long nowNanos) {
        BeaconCodec.Decoded decoded = codec.decode(bytes);
        if (decoded instanceof BeaconCodec.Heard heard) {
            return voice.isOwn(heard.beacon()) ? Reaction.ECHO : onBeacon(heard.beacon(), from, wallMillis, nowNanos);
        }
        if (decoded instanceof BeaconCodec.Dropped dropped) {
            sink.rejected(dropped.reason());
        }
        return Reaction.NONE;
    }

    /** Counts anew who is there, and returns how many. */
    int countPresent(long nowNanos) {
        present = neighbours.heardSince(nowNanos - pace.neighbourLifeNanos(present));
        return present;
    }

    /** Returns where those who are there can be joined. */
    List<NodeAddress> addresses(long nowNanos) {
        return neighbours.addressesSince(nowNanos - pace.neighbourLifeNanos(present));
    }

    private Reaction onBeacon(Beacon beacon, InetAddress from, long wallMillis, long nowNanos) {
        if (leadsToOurselves(beacon.address(), from)) {
            sink.rejected(Rejection.IMPLAUSIBLE);
            return Reaction.NONE;
        }
        return switch (neighbours.onBeacon(beacon, wallMillis, nowNanos)) {
            case STRANGER -> welcome(beacon, nowNanos);
            case KNOWN, REPEATED -> Reaction.NONE;
            case OUT_OF_TIME -> {
                sink.rejected(Rejection.IMPLAUSIBLE);
                sink.warn("a beacon of '" + beacon.node() + "' is off by more than "
                        + TimeUnit.MILLISECONDS.toMinutes(Neighbours.WINDOW_MILLIS) + " minutes: check the clocks");
                yield Reaction.NONE;
            }
        };
    }

    private Reaction welcome(Beacon beacon, long nowNanos) {
        LOG.debug("Heard {} at {}", beacon.node(), beacon.address());
        present++;
        if (beacon.kind() == Beacon.Kind.ANSWER) {
            return Reaction.REPORT;
        }
        return pace.mayAnswer(present, nowNanos) ? Reaction.REPORT_AND_ANSWER : Reaction.NONE;
    }

    /** A loopback address is true only if it was said on this machine; from elsewhere it would lead us to ourselves. */
    private static boolean leadsToOurselves(NodeAddress claimed, InetAddress from) {
        byte[] ip = claimed.ip();
        boolean loopback = ip.length == 4 ? ip[0] == 127 : isV6Loopback(ip);
        try {
            return loopback && !from.isLoopbackAddress() && NetworkInterface.getByInetAddress(from) == null;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isV6Loopback(byte[] ip) {
        byte[] loopback = new byte[ip.length];
        loopback[ip.length - 1] = 1;
        return Arrays.equals(ip, loopback);
    }
}

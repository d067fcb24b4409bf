package dev.swarm.discovery.gossip;

import dev.swarm.api.NodeAddress;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Whose beacons were heard, and which beacons are worth listening to.
 *
 * <p>Each process counts as a neighbour of its own, known by its random instance number; its stamps must grow, so a
 * beacon that comes twice (by two interfaces) or is played again counts once. With keys a stamp must also lie within
 * {@value #WINDOW_MILLIS} milliseconds of our clock, so that what was recorded yesterday is worth nothing today. At
 * most {@value #MAX} neighbours are remembered; the one unheard for longest gives way.
 */
final class Neighbours {

    static final long WINDOW_MILLIS = 300_000;
    private static final int MAX = 4096;

    private final boolean checksTime;
    private final Map<Long, Neighbour> byInstance = new LinkedHashMap<>(16, 0.75f, true);

    private record Neighbour(long stamp, NodeAddress address, long heardNanos) {}

    /** What a beacon is to us. */
    enum Verdict {
        /** Of a process not heard before. */
        STRANGER,
        /** News of a neighbour. */
        KNOWN,
        /** Heard already. */
        REPEATED,
        /** Too far from our clock: played again, or a clock is wrong. */
        OUT_OF_TIME
    }

    /**
     * Starts with nobody.
     *
     * @param checksTime whether stamps are compared with our clock
     */
    Neighbours(boolean checksTime) {
        this.checksTime = checksTime;
    }

    Verdict onBeacon(Beacon beacon, long wallMillis, long nowNanos) {
        if (checksTime && isOutOfTime(beacon.stamp(), wallMillis)) {
            return Verdict.OUT_OF_TIME;
        }
        Neighbour known = byInstance.get(beacon.instance());
        if (known != null && beacon.stamp() <= known.stamp()) {
            return Verdict.REPEATED;
        }
        byInstance.put(beacon.instance(), new Neighbour(beacon.stamp(), beacon.address(), nowNanos));
        if (byInstance.size() > MAX) {
            Iterator<Long> eldest = byInstance.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return known == null ? Verdict.STRANGER : Verdict.KNOWN;
    }

    /** Returns how many were heard since a moment. */
    int heardSince(long nanos) {
        return (int) byInstance.values().stream()
                .filter(neighbour -> neighbour.heardNanos() - nanos >= 0)
                .count();
    }

    /** Returns the addresses of those heard since a moment, the latest first, each once. */
    List<NodeAddress> addressesSince(long nanos) {
        return byInstance.values().stream()
                .filter(neighbour -> neighbour.heardNanos() - nanos >= 0)
                .sorted((a, b) -> Long.compare(b.heardNanos(), a.heardNanos()))
                .map(Neighbour::address)
                .distinct()
                .toList();
    }

    /** Differences of hostile stamps may overflow, so both sides are compared on their own. */
    private static boolean isOutOfTime(long stamp, long wallMillis) {
        return stamp < wallMillis - WINDOW_MILLIS || stamp > wallMillis + WINDOW_MILLIS;
    }
}

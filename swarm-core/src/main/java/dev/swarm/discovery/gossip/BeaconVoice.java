package dev.swarm.discovery.gossip;

import dev.swarm.api.discovery.DiscoveryContext;
import java.util.random.RandomGenerator;

/**
 * What this process says of itself. Each beacon has a higher stamp than the one before, so that others can tell it
 * from a copy. When the clock is set back by more than a minute the process takes a new instance number, and so
 * starts afresh, instead of drifting away from the clock.
 */
final class BeaconVoice {

    private static final long MAX_LEAD_MILLIS = 60_000;

    private final DiscoveryContext context;
    private final BeaconCodec codec;
    private final RandomGenerator random;
    private long instance;
    private long lastStamp = Long.MIN_VALUE;

    BeaconVoice(DiscoveryContext context, BeaconCodec codec, RandomGenerator random) {
        this.context = context;
        this.codec = codec;
        this.random = random;
        this.instance = random.nextLong();
    }

    byte[] call(long wallMillis) {
        return say(Beacon.Kind.CALL, wallMillis);
    }

    byte[] answer(long wallMillis) {
        return say(Beacon.Kind.ANSWER, wallMillis);
    }

    boolean isOwn(Beacon beacon) {
        return beacon.instance() == instance;
    }

    private byte[] say(Beacon.Kind kind, long wallMillis) {
        if (lastStamp > wallMillis + MAX_LEAD_MILLIS) {
            instance = random.nextLong();
            lastStamp = Long.MIN_VALUE;
        }
        lastStamp = Math.max(lastStamp + 1, wallMillis);
        return codec.encode(new Beacon(
                kind, instance, lastStamp, context.cluster(), context.self().name(), context.address()));
    }
}

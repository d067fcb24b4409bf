package dev.swarm;

import dev.swarm.api.SwarmKeys;
import dev.swarm.engine.wire.Keyring;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The keys of a node through all its lives: those of its settings, changed since. */
final class LiveKeys implements SwarmKeys {

    /** Beacons have keys of their own, so that what is learnt of one tells nothing of the other. */
    private static final String BEACON_KEY = "swarm beacon";

    private static final int BEACON_KEY_BYTES = 32;

    private final Function<Keyring, CompletableFuture<Void>> apply;
    private volatile Keyring ring;
    private volatile List<byte[]> beaconKeys;

    /**
     * Begins with the keys of the settings.
     *
     * @param apply hands a changed ring to the running node, if there is one
     */
    LiveKeys(Trust trust, Function<Keyring, CompletableFuture<Void>> apply) {
        String secret = trust.secret();
        this.ring = secret != null ? Keyring.fromSecret(secret) : Keyring.of(trust.keys());
        this.beaconKeys = beaconKeys(ring);
        this.apply = apply;
    }

    Keyring ring() {
        return ring;
    }

    /** Returns the keys of beacons now; the same list as long as no key changes. */
    List<byte[]> beaconKeys() {
        return beaconKeys;
    }

    @Override
    public List<String> fingerprints() {
        return ring.fingerprints();
    }

    @Override
    public byte[] fromSecret(String secret) {
        return Keyring.keyOf(secret);
    }

    @Override
    public CompletableFuture<Void> add(byte[] key) {
        return change(now -> now.add(key));
    }

    @Override
    public CompletableFuture<Void> use(byte[] key) {
        return change(now -> now.use(key));
    }

    @Override
    public CompletableFuture<Void> remove(byte[] key) {
        return change(now -> now.remove(key));
    }

    private synchronized CompletableFuture<Void> change(UnaryOperator<Keyring> step) {
        if (ring.isEmpty()) {
            throw new IllegalStateException("The node was started without keys: set swarm.secret or swarm.keyring");
        }
        Keyring changed = step.apply(ring);
        ring = changed;
        beaconKeys = beaconKeys(changed);
        return apply.apply(changed);
    }

    private static List<byte[]> beaconKeys(Keyring ring) {
        return ring.deriveEach(BEACON_KEY, BEACON_KEY_BYTES);
    }
}

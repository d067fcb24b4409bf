package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.engine.wire.Keyring;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LiveKeysTest {

    private static final byte[] OLD = key(1);
    private static final byte[] NEW = key(2);

    private final List<Keyring> applied = new ArrayList<>();
    private final LiveKeys keys = keysOf(Trust.keyring(List.of(OLD)));

    @Test
    void aKeyIsAddedUsedAndTheOldOneRemoved() {
        String old = keys.fingerprints().get(0);
        assertThat(keys.add(NEW)).isCompleted();
        assertThat(keys.fingerprints()).hasSize(2).startsWith(old);
        assertThat(keys.use(NEW)).isCompleted();
        assertThat(keys.fingerprints()).endsWith(old);
        assertThat(keys.remove(OLD)).isCompleted();
        assertThat(keys.fingerprints()).hasSize(1).doesNotContain(old);
        assertThat(applied.stream().map(Keyring::fingerprints))
                .containsExactly(
                        keysOf(Trust.keyring(List.of(OLD, NEW))).fingerprints(),
                        keysOf(Trust.keyring(List.of(NEW, OLD))).fingerprints(),
                        keysOf(Trust.keyring(List.of(NEW))).fingerprints());
    }

    @Test
    void aStepOutOfTurnChangesNothing() {
        List<String> before = keys.fingerprints();
        assertThatThrownBy(() -> keys.use(NEW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.remove(OLD)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> keys.add(new byte[5])).hasMessageContaining("16, 24 or 32 bytes");
        assertThat(keys.fingerprints()).isEqualTo(before);
        assertThat(applied).isEmpty();
    }

    @Test
    void aNodeWithoutKeysCannotBeGivenAny() {
        LiveKeys plain = keysOf(Trust.none());
        assertThat(plain.fingerprints()).isEmpty();
        assertThatThrownBy(() -> plain.add(NEW))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("swarm.secret");
    }

    @Test
    void aSecretStandsForTheSameKeyEverywhere() {
        LiveKeys bySecret = keysOf(Trust.secret("correct horse"));
        LiveKeys byKey = keysOf(Trust.keyring(List.of(keys.fromSecret("correct horse"))));
        assertThat(bySecret.fingerprints()).isEqualTo(byKey.fingerprints());
        assertThat(bySecret.beaconKeys()).usingRecursiveComparison().isEqualTo(byKey.beaconKeys());
    }

    @Test
    void beaconsHaveOtherKeysThanGossip() {
        assertThat(keys.beaconKeys()).hasSize(1).noneMatch(key -> Arrays.equals(key, OLD));
        List<byte[]> before = keys.beaconKeys();
        assertThat(keys.beaconKeys()).isSameAs(before);
        assertThat(keys.add(NEW)).isCompleted();
        assertThat(keys.beaconKeys()).hasSize(2);
    }

    private LiveKeys keysOf(Trust trust) {
        return new LiveKeys(trust, ring -> {
            applied.add(ring);
            return CompletableFuture.completedFuture(null);
        });
    }

    private static byte[] key(int content) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) content);
        return key;
    }
}

package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyringTest {

    private static final byte[] FIRST = key(16, 1);
    private static final byte[] SECOND = key(24, 2);
    private static final byte[] THIRD = key(32, 3);

    @Test
    void aNewKeyGoesToTheEnd() {
        assertThat(encoded(Keyring.of(List.of(FIRST, SECOND)).add(THIRD))).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void aKeyThatIsThereIsNotAddedAgain() {
        assertThat(encoded(Keyring.of(List.of(FIRST, SECOND, FIRST)))).containsExactly(FIRST, SECOND);
    }

    @Test
    void theUsedKeyComesFirstAndTheOthersKeepTheirOrder() {
        Keyring ring = Keyring.of(List.of(FIRST, SECOND, THIRD));

        assertThat(encoded(ring.use(THIRD))).containsExactly(THIRD, FIRST, SECOND);
        assertThat(encoded(ring.use(FIRST))).containsExactly(FIRST, SECOND, THIRD);
        assertThat(encoded(ring)).containsExactly(FIRST, SECOND, THIRD);
    }

    @Test
    void anAbsentKeyCannotBeUsed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.of(List.of(FIRST)).use(SECOND))
                .withMessageContaining("add it first");
    }

    @Test
    void theKeyThatEncryptsCannotBeRemoved() {
        Keyring ring = Keyring.of(List.of(FIRST, SECOND));

        assertThat(encoded(ring.remove(SECOND))).containsExactly(FIRST);
        assertThat(ring.remove(THIRD)).isSameAs(ring);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ring.remove(FIRST))
                .withMessageContaining("encrypts");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 31, 33, 64})
    void aKeyOfAnotherLengthIsRefused(int length) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Keyring.of(List.of(new byte[length])))
                .withMessageContaining("16, 24 or 32")
                .withMessageContaining(String.valueOf(length));
    }

    @Test
    void theNumberOfKeysIsBounded() {
        Keyring ring = Keyring.none();
        for (int i = 0; i < Keyring.MAX_KEYS; i++) {
            ring = ring.add(key(16, i));
        }
        Keyring full = ring;

        assertThatIllegalArgumentException().isThrownBy(() -> full.add(key(16, 99)));
    }

    @Test
    void aSecretAlwaysGivesTheSameKey() {
        byte[] key = encoded(Keyring.fromSecret("I am vengeance")).get(0);

        assertThat(key).hasSize(32);
        assertThat(encoded(Keyring.fromSecret("I am vengeance"))).containsExactly(key);
        assertThat(encoded(Keyring.fromSecret("I am the night"))).doesNotContain(key);
    }

    /** Changing this would keep nodes of different versions apart. */
    @Test
    void theDerivationNeverChanges() {
        assertThat(HexFormat.of().formatHex(Keyring.derive("secret", "memberlist gossip", 32)))
                .isEqualTo("dfb2bace515d86a0084cea22882fa84f0ec7164ab4596ff28d0d92a8aa660703");
        assertThat(encoded(Keyring.fromSecret("secret")))
                .containsExactly(Keyring.derive("secret", "memberlist gossip", 32));
    }

    @Test
    void keysOfDifferentPurposesDiffer() {
        assertThat(Keyring.derive("secret", "beacon", 32))
                .isNotEqualTo(Keyring.derive("secret", "memberlist gossip", 32));
        assertThat(Keyring.derive("secret", "beacon", 12)).hasSize(12);
    }

    @Test
    void anEmptySecretIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Keyring.fromSecret(""));
    }

    @Test
    void itsTextShowsNoKey() {
        assertThat(Keyring.of(List.of(FIRST, SECOND))).hasToString("Keyring[2 keys]");
        assertThat(Keyring.none()).hasToString("Keyring[0 keys]");
        assertThat(Keyring.none().isEmpty()).isTrue();
    }

    private static List<byte[]> encoded(Keyring ring) {
        return ring.keys().stream().map(key -> key.getEncoded()).toList();
    }

    private static byte[] key(int length, int fill) {
        byte[] key = new byte[length];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}

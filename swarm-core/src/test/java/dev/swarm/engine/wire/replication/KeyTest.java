package dev.swarm.engine.wire.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One key for each text, and one text for each key. */
class KeyTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "k", ":", "a", "a:", "n:x", "n:n:x", "N:x", "é:x", "1:x", "w:🦇", "t:r:node-1", "n:\u0000"})
    void aTextHasOneKeyThatHashesAsItDoes(String text) {
        Key key = Key.of(text);
        assertThat(key.text()).isEqualTo(text).hasToString(key.toString());
        assertThat(key.hashCode()).isEqualTo(text.hashCode());
        assertThat(key.length()).isEqualTo(text.length());
        assertThat(key).isEqualTo(new Key(key.space(), key.name()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 7, 8, 100, 1_022})
    void theHashIsThatOfTheTextWhateverItsLength(int length) {
        String name = "xyz".repeat(length).substring(0, length);
        assertThat(new Key('e', name).hashCode()).isEqualTo(("e:" + name).hashCode());
    }

    @ParameterizedTest
    @ValueSource(chars = {'A', '1', ':', 'é'})
    void noOtherLetterTellsNamesApart(char letter) {
        assertThatThrownBy(() -> new Key(letter, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "n:x", "z::"})
    void aNameWithoutALetterDoesNotLookAsIfItHadOne(String name) {
        assertThatThrownBy(() -> new Key(Key.NONE, name)).isInstanceOf(IllegalArgumentException.class);
    }
}

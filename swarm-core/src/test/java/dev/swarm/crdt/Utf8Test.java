package dev.swarm.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {

    @Test
    void lengthIsThatOfTheBytes() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 10_000; i++) {
            int[] points = random.ints(random.nextInt(8), 0, Character.MAX_CODE_POINT + 1)
                    .filter(point -> point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE)
                    .toArray();
            String text = new String(points, 0, points.length);

            assertThat(Utf8.length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "a\uDC00", "\uDC00\uD800", "\uD800\uD800", "\uD800x"})
    void halfASurrogatePairHasNoLength(String text) {
        assertThatThrownBy(() -> Utf8.length(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("half a surrogate pair");
    }

    @Test
    void controlCharactersAreFoundWhereverTheyAre() {
        assertThat(Utf8.hasControl("a\u0000")).isTrue();
        assertThat(Utf8.hasControl("\u007Fa")).isTrue();
        assertThat(Utf8.hasControl("a\u0085b")).isTrue();
        assertThat(Utf8.hasControl("")).isFalse();
        assertThat(Utf8.hasControl("gotham ä €")).isFalse();
    }
}

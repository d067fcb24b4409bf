package dev.swarm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "ü", "日", "🦇", "a🦇ü日"})
    void theBoundIsInBytesOfUtf8(String text) {
        int length = text.getBytes(StandardCharsets.UTF_8).length;
        int fitting = NodeId.MAX_BYTES / length;
        String rest = "x".repeat(NodeId.MAX_BYTES - fitting * length);

        assertThat(NodeId.of(text.repeat(fitting) + rest).name()).endsWith(rest);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NodeId.of(text.repeat(fitting) + rest + "x"))
                .withMessageContaining("255");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000", "line\n", "\u007f", "\u0085", "half \uD83E", "\uD83E half", "\uDD87"})
    void whatNoPeerCouldRepeatIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> NodeId.of(name));
    }
}

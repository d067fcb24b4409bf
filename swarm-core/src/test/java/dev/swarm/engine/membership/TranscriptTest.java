package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stories with every line that a node sends; a change of behaviour is a change of the text. */
class TranscriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"join-and-suspect.txt", "refute-and-leave.txt"})
    void theStoryGoesAsWritten(String file) throws IOException {
        String written = read(file);
        assertThat(new Script().play(written)).isEqualTo(written);
    }

    private static String read(String file) throws IOException {
        try (InputStream in = TranscriptTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stories with what a node sends; a change of behaviour is a change of the text. {@code -Dtranscripts=write} writes
 * them anew, to be read before they are believed.
 */
class TranscriptTest {

    @ParameterizedTest
    @ValueSource(strings = {"join-and-suspect.txt", "refute-and-leave.txt"})
    void theStoryGoesAsWritten(String file) throws IOException {
        String written = read(file);
        String played = new Script().play(written);
        if ("write".equals(System.getProperty("transcripts"))) {
            Files.writeString(Path.of("src/test/resources/dev/swarm/engine/membership", file), played);
        }
        assertThat(played).isEqualTo(written);
    }

    private static String read(String file) throws IOException {
        try (InputStream in = TranscriptTest.class.getResourceAsStream(file)) {
            return new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}

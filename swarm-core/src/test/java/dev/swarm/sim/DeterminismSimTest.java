package dev.swarm.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A run is a function of its seed; otherwise no failure could be replayed. */
class DeterminismSimTest {

    @SimTest(seeds = 10)
    void theSameSeedDoesTheSameTwice(long seed) {
        assertThat(TracePrinter.hashOf(seed)).isEqualTo(TracePrinter.hashOf(seed));
    }

    @Test
    void otherSeedsDoSomethingElse() {
        Set<Long> hashes =
                LongStream.rangeClosed(1, 10).mapToObj(TracePrinter::hashOf).collect(Collectors.toSet());

        assertThat(hashes).hasSize(10);
    }

    /** Within one virtual machine the order of unordered sets is the same each time, so that proves little. */
    @Test
    void anotherVirtualMachineDoesTheSame() throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process other = new ProcessBuilder(
                        java.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        TracePrinter.class.getName(),
                        "5")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        String printed = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(other.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(printed.strip()).isEqualTo("hash=" + TracePrinter.hashOf(5));
    }
}

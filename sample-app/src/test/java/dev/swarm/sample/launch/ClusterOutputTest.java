package dev.swarm.sample.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClusterOutputTest {

    private static final NodeSpec GOTHAM = new NodeSpec("gotham", 4901);
    private static final NodeSpec METROPOLIS = new NodeSpec("metropolis", 4902);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void namesArePaddedToTheLongest() {
        ClusterOutput output = output(false);

        output.line(GOTHAM, "a line");
        output.line(METROPOLIS, "another");
        output.say("done");

        assertThat(lines()).containsExactly("gotham     | a line", "metropolis | another", "cluster    | done");
    }

    @Test
    void eachNodeHasItsOwnColour() {
        ClusterOutput output = output(true);

        output.line(GOTHAM, "a line");
        output.line(METROPOLIS, "another");

        assertThat(lines())
                .containsExactly("\u001B[36mgotham     | \u001B[0ma line", "\u001B[35mmetropolis | \u001B[0manother");
    }

    private ClusterOutput output(boolean colours) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new ClusterOutput(out, colours, List.of(GOTHAM, METROPOLIS));
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}

package dev.swarm.sample.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.sample.SampleApplication;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildCommandTest {

    private static final NodeSpec GOTHAM = new NodeSpec("gotham", 4901);

    @Test
    void classesRunFromTheClassPathWithThisJava() {
        ChildCommand command = ChildCommand.ofThisProgram(SampleApplication.class);

        assertThat(command.java()).matches(Files::isExecutable);
        assertThat(command.program())
                .containsExactly("-cp", System.getProperty("java.class.path"), SampleApplication.class.getName());
    }

    @Test
    void nodeGetsItsNameItsPortAndWhatTheUserAdds() {
        List<String> line = jar().line(GOTHAM, false, List.of("--swarm.cluster=heroes"));

        assertThat(line)
                .startsWith("java")
                .endsWith(
                        "-jar",
                        "sample-app.jar",
                        "--swarm.node.name=gotham",
                        "--server.port=4901",
                        "--swarm.cluster=heroes");
    }

    @Test
    void preferencesAreSystemPropertiesSoThatArgumentsWin() {
        List<String> line = jar().line(GOTHAM, true, List.of("--server.address=0.0.0.0"));

        assertThat(line.subList(1, line.indexOf("-jar")))
                .allMatch(option -> option.startsWith("-D") || option.startsWith("-X"))
                .contains("-Dserver.address=127.0.0.1", "-Dspring.output.ansi.enabled=always");
    }

    private static ChildCommand jar() {
        return new ChildCommand(Path.of("java"), List.of("-jar", "sample-app.jar"));
    }
}

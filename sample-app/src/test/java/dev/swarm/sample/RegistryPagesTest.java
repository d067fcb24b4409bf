package dev.swarm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages about the registry promise is there: tests, words about each operation, license and changes. */
class RegistryPagesTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\.(\\w+)`");

    @Test
    void everyTestThatIsNamedExists() throws IOException {
        Map<String, Path> sources = tests();
        List<MatchResult> named =
                NAMED.matcher(read("docs/registry-tests.md")).results().toList();
        assertThat(named).hasSizeGreaterThan(100);
        for (MatchResult each : named) {
            assertThat(sources).containsKey(each.group(1));
            assertThat(Files.readString(sources.get(each.group(1))))
                    .as(each.group())
                    .containsPattern("void " + each.group(2) + "\\(");
        }
    }

    @Test
    void everyRowNamesATest() throws IOException {
        List<String> rows = read("docs/registry-tests.md")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| ---"))
                .filter(line -> !line.endsWith("| test |"))
                .toList();
        assertThat(rows).hasSizeGreaterThan(100).allSatisfy(row -> {
            String[] cells = row.substring(2, row.length() - 2).split(" \\| ");
            assertThat(cells).as(row).hasSize(2);
            assertThat(NAMED.matcher(cells[1]).find()).as(row).isTrue();
        });
    }

    @Test
    void theGuideSaysWhatEachOperationGuarantees() throws IOException {
        String guide = read("docs/registry.md");
        TreeSet<String> operations = new TreeSet<>();
        Stream.of(SwarmRegistry.class, SwarmGroups.class)
                .flatMap(type -> Stream.of(type.getMethods()))
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .map(Method::getName)
                .forEach(operations::add);
        assertThat(operations)
                .contains("register", "multiCall")
                .allSatisfy(operation -> assertThat(guide).containsPattern("\\b" + operation + "\\b"));
        assertThat(guide).contains("eventually").contains("clusters of fixed size");
    }

    @Test
    void everyModuleSaysItsLicense() throws IOException {
        assertThat(read("pom.xml")).containsPattern("<licenses>\\s*<license>");
        assertThat(ROOT.resolve("LICENSE")).exists();
    }

    @Test
    void changesAreListedAndTheBuildRunsOnAServer() throws IOException {
        assertThat(read("CHANGELOG.md")).contains("SwarmRegistry", "SwarmGroups");
        assertThat(ROOT.resolve(".ci/run")).isExecutable();
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    private static Map<String, Path> tests() throws IOException {
        Map<String, Path> sources = new HashMap<>();
        for (String module : List.of("swarm-core", "swarm-spring-boot-autoconfigure", "sample-app")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.merge(
                                file.getFileName().toString().replace(".java", ""), file, RegistryPagesTest::closest));
            }
        }
        return sources;
    }

    /** Of classes of one name the one about the registry is meant. */
    private static Path closest(Path one, Path other) {
        return other.toString().contains("registry") ? other : one;
    }
}

package dev.swarm.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the READMEs and some pages show as code, settings and links is real. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final List<Path> READMES = List.of(
            ROOT.resolve("README.md"),
            ROOT.resolve("sample-app/README.md"),
            ROOT.resolve("docs/command.md"),
            ROOT.resolve("docs/messages-spring.md"),
            ROOT.resolve("docs/registry.md"),
            ROOT.resolve("docs/registry-spring.md"));
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)[^)]*\\)");
    private static final Pattern TABLE_PROPERTY = Pattern.compile("^\\| `(swarm\\.[a-z.*-]+)` \\|", Pattern.MULTILINE);

    @Test
    void javaCompiles(@TempDir Path classes) throws IOException {
        List<String> blocks = blocks("java");
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            assertThat(compile(block, classes)).as(block).isEmpty();
        }
    }

    @Test
    void settingsExist() throws IOException {
        Set<String> known = knownProperties();
        List<String> blocks = blocks("yaml");
        assertThat(blocks).isNotEmpty();
        for (String block : blocks) {
            for (String name : propertyNames(block)) {
                assertThat(known).contains(name);
            }
        }
    }

    @Test
    void propertiesOfTheTableExist() throws IOException {
        Set<String> known = knownProperties();
        List<String> listed = matches(TABLE_PROPERTY, READMES.get(0));
        assertThat(listed).isNotEmpty();
        for (String name : listed) {
            String prefix = name.replaceFirst("\\.?\\*$", "");
            assertThat(known).as(name).anyMatch(each -> each.startsWith(prefix));
        }
    }

    @Test
    void filesThatAreLinkedExist() throws IOException {
        for (Path readme : READMES) {
            for (String target : matches(LINK, readme)) {
                if (!URI.create(target).isAbsolute()) {
                    assertThat(readme.resolveSibling(target)).exists();
                }
            }
        }
    }

    private static String compile(String source, Path classes) {
        Matcher name = Pattern.compile("class (\\w+)").matcher(source);
        assertThat(name.find()).isTrue();
        SimpleJavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name.group(1) + ".java"), Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaints = new StringWriter();
        // what an earlier block has made may be used by a later one
        String path = classes + File.pathSeparator + System.getProperty("java.class.path");
        List<String> options = List.of("-proc:none", "-Xlint:all", "-d", classes.toString(), "-cp", path);
        compiler.getTask(complaints, null, null, options, null, List.of(file)).call();
        return complaints.toString();
    }

    private static Set<String> propertyNames(String yaml) throws IOException {
        Set<String> names = new TreeSet<>();
        for (PropertySource<?> source : new YamlPropertySourceLoader()
                .load("readme", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)))) {
            Collections.addAll(names, ((EnumerablePropertySource<?>) source).getPropertyNames());
        }
        return names;
    }

    private static Set<String> knownProperties() throws IOException {
        Set<String> known = new TreeSet<>();
        JsonMapper mapper = new JsonMapper();
        for (URL url : Collections.list(
                ReadmeTest.class.getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            try (InputStream metadata = url.openStream()) {
                for (JsonNode property : mapper.readTree(metadata).path("properties")) {
                    known.add(property.path("name").asString());
                }
            }
        }
        return known;
    }

    private static List<String> blocks(String language) throws IOException {
        Pattern block = Pattern.compile("^```" + language + "\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);
        return READMES.stream()
                .flatMap(readme -> matches(block, readme).stream())
                .toList();
    }

    private static List<String> matches(Pattern pattern, Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return pattern.matcher(String.join("\n", lines.toList()))
                    .results()
                    .map(result -> result.group(1))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + file, e);
        }
    }
}

package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.spring.SwarmProperties.Membership;
import dev.swarm.spring.SwarmProperties.Profile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration reference and the metadata for editors say the same, and both say everything. */
class ConfigurationReferenceTest {

    private static final Path REFERENCE = Path.of("..", "docs", "configuration.md");
    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final String NONE = "–";

    /** Lists are documented as a user would write them. */
    private static final Pattern LIST = Pattern.compile("^\\[(.*)]$");

    @Test
    void everyPropertyHasADescription() {
        assertThat(metadata()).isNotEmpty().allSatisfy((name, property) -> {
            assertThat(property.path("description").asString("")).as(name).endsWith(".");
        });
    }

    @Test
    void theReferenceListsEveryPropertyWithItsDefaultAndMeaning() {
        Map<String, String> expected = new TreeMap<>();
        metadata()
                .forEach((name, property) -> expected.put(
                        name,
                        defaultOf(property) + " | "
                                + property.path("description").asString()));
        Map<String, String> documented = new TreeMap<>();
        rows("`swarm.", "`management.")
                .forEach(row -> documented.put(unquoted(row.get(0)), row.get(1) + " | " + row.get(2)));
        assertThat(documented).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(Profile.class)
    void theReferenceShowsWhatAProfileHolds(Profile profile) {
        int column = 1 + List.of(Profile.values()).indexOf(profile);
        Map<String, String> numbers = new HashMap<>();
        rows("`")
                .filter(row -> row.size() == 4)
                .forEach(row -> numbers.put("m." + unquoted(row.get(0)), row.get(column)));
        assertThat(numbers).hasSize(Membership.class.getRecordComponents().length - 1);
        Profile other = profile == Profile.LAN ? Profile.WAN : Profile.LAN;
        assertThat(MembershipSettings.of(bind(numbers, other)))
                .isEqualTo(MembershipSettings.of(bind(Map.of(), profile)));
    }

    private static Membership bind(Map<String, String> numbers, Profile profile) {
        Map<String, String> properties = new HashMap<>(numbers);
        properties.put("m.profile", profile.name().toLowerCase(Locale.ROOT));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("m", Membership.class)
                .get();
    }

    private static String defaultOf(JsonNode property) {
        JsonNode value = property.get("defaultValue");
        return value == null ? NONE : "`" + LIST.matcher(value.asString()).replaceFirst("$1") + "`";
    }

    private static Stream<List<String>> rows(String... starts) {
        return lines(REFERENCE)
                .filter(line -> Stream.of(starts).anyMatch(start -> line.startsWith("| " + start)))
                .map(line -> line.substring(2, line.length() - 2))
                .map(line -> List.of(line.split(" \\| ")));
    }

    private static String unquoted(String cell) {
        return cell.substring(1, cell.length() - 1);
    }

    private static Map<String, JsonNode> metadata() {
        Map<String, JsonNode> properties = new TreeMap<>();
        String text = String.join("\n", lines(classes().resolve(METADATA)).toList());
        JsonMapper.shared()
                .readTree(text)
                .get("properties")
                .forEach(property -> properties.put(property.get("name").asString(), property));
        return properties;
    }

    private static Path classes() {
        try {
            return Path.of(SwarmProperties.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}

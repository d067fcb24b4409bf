package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.annotation.ImportCandidates;

/** The list in the jar, and the names by which our auto-configurations are put in order; a wrong name is ignored. */
class AutoConfigurationListTest {

    private static final List<Class<?>> OURS = new ArrayList<>();

    static {
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.swarm.spring").stream()
                        .filter(type -> type.isAnnotatedWith(AutoConfiguration.class))
                        .map(JavaClass::reflect)
                        .forEach(OURS::add);
    }

    @Test
    void theJarListsEveryAutoConfiguration() {
        Stream<String> listed =
                ImportCandidates.load(AutoConfiguration.class, getClass().getClassLoader()).getCandidates().stream()
                        .filter(name -> name.startsWith("dev.swarm."));
        assertThat(listed)
                .hasSize(18)
                .containsExactlyInAnyOrderElementsOf(
                        OURS.stream().map(Class::getName).toList());
    }

    @Test
    void everyNameOfAnotherAutoConfigurationExists() {
        List<String> all = ImportCandidates.load(
                        AutoConfiguration.class, getClass().getClassLoader())
                .getCandidates();
        assertThat(OURS)
                .map(type -> type.getAnnotation(AutoConfiguration.class))
                .flatMap(order -> Stream.concat(Stream.of(order.afterName()), Stream.of(order.beforeName()))
                        .toList())
                .isNotEmpty()
                .isSubsetOf(all);
    }
}

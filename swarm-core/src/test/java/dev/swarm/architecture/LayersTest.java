package dev.swarm.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom: the table is {@link Layer}. */
class LayersTest {

    private static final String API = "dev.swarm.api";

    @ParameterizedTest
    @MethodSource("table")
    void aLayerImportsOnlyWhatTheTableAllows(Layer layer) {
        classes()
                .that(liveIn(layer))
                .should(importOnlyWhatIsAllowedIn(layer))
                .because(layer.because())
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    @Test
    void everyPackageStandsInTheTable() {
        classes()
                .should(standInTheTable())
                .because("a package without a row is held by no rule; add a row to Layer or use an existing package")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    @Test
    void packagesAreFreeOfCycles() {
        slices().assignedFrom(packages())
                .should()
                .beFreeOfCycles()
                .because("each package must be readable without the ones above it")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    @Test
    void everyPackageIsNullMarked() {
        classes()
                .should(liveInANullMarkedPackage())
                .because("NullAway checks only what is marked; add a package-info.java with @NullMarked")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    @Test
    void theLibraryKnowsNoSpring() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "dev.swarm.spring..")
                .because("swarm-core is usable without Spring; Spring code belongs to the autoconfigure module")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    @Test
    void valuesAndApiStandOnTheJdkAlone() {
        classes()
                .that()
                .resideInAnyPackage("dev.swarm.crdt..", "dev.swarm.api..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("java..", "org.jspecify..", "dev.swarm.crdt..", "dev.swarm.api..")
                .because("users must not need our libraries to name our types; encode in engine.wire")
                .allowEmptyShould(true)
                .check(SwarmClasses.ALL);
    }

    private static List<Layer> table() {
        return Layer.TABLE;
    }

    private static DescribedPredicate<JavaClass> liveIn(Layer layer) {
        return DescribedPredicate.describe(
                "live in layer " + layer,
                type -> Layer.of(type).filter(layer::equals).isPresent());
    }

    private static ArchCondition<JavaClass> importOnlyWhatIsAllowedIn(Layer layer) {
        return new ArchCondition<>("import only what the table allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> !layer.mayImport(dependency.getTargetClass()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaClass> standInTheTable() {
        return new ArchCondition<>("stand in a row of the table") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (Layer.of(type).isEmpty()) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " stands in no row"));
                }
            }
        };
    }

    private static ArchCondition<JavaClass> liveInANullMarkedPackage() {
        return new ArchCondition<>("live in a @NullMarked package") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!type.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(SimpleConditionEvent.violated(type, type.getPackageName() + " is not @NullMarked"));
                }
            }
        };
    }

    /** One slice for each package; the api is one, since its events and settings name its types and back. */
    private static SliceAssignment packages() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                if (!Layer.isOurs(type)) {
                    return SliceIdentifier.ignore();
                }
                String name = type.getPackageName();
                return SliceIdentifier.of(name.startsWith(API + ".") ? API : name);
            }

            @Override
            public String getDescription() {
                return "packages";
            }
        };
    }
}

package dev.swarm.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of the layer table of swarm-core: a package, with all below it when the name ends in two dots, and the rows
 * it may import. The table lists lower levels first; a row never imports a later one.
 */
record Layer(String name, Set<String> imports, String because) {

    private static final String OURS = "dev.swarm";
    private static final String BELOW = "..";
    private static final String TABLES = "engine.table..";

    private static final Set<String> LEVEL_0 = Set.of("crdt..", "api..");
    private static final Set<String> LEVELS_0_1 = plus(LEVEL_0, "engine.wire..", "engine.step..");
    private static final Set<String> LEVELS_0_2 = plus(LEVELS_0_1, "engine.membership..", "engine.replication..");
    private static final Set<String> LEVELS_0_3 = plus(
            LEVELS_0_2,
            "engine.plane..",
            "engine.monitor..",
            "engine.topology..",
            "engine.registry..",
            "engine.overlay..",
            "engine.comms..");

    static final List<Layer> TABLE = List.of(
            new Layer("crdt..", Set.of(), "pure data types know nothing but JDK values"),
            new Layer("api..", Set.of("crdt.."), "what users touch must not drag in what they must not touch"),
            new Layer("engine.wire..", LEVEL_0, "codecs know values, not machines"),
            new Layer("engine.step..", plus(LEVEL_0, "engine.wire.."), "the words of one step belong to no machine"),
            new Layer("engine.table..", Set.of(), "memory for many objects knows nothing of what they are"),
            new Layer("engine.membership..", LEVELS_0_1, "who is here does not hang on what we know"),
            new Layer("engine.replication..", plus(LEVELS_0_1, TABLES), "what we know does not hang on who is here"),
            new Layer(
                    "engine.plane..",
                    LEVELS_0_1,
                    "connections hang on the peers they are given, not on who found them"),
            new Layer("engine.monitor..", LEVELS_0_1, "views do not know each other, and this one needs no store"),
            new Layer("engine.topology..", LEVELS_0_2, "views stand on the stores and do not know each other"),
            new Layer(
                    "engine.registry..",
                    plus(LEVELS_0_2, TABLES),
                    "views stand on the stores and do not know each other"),
            new Layer(
                    "engine.overlay..",
                    plus(LEVELS_0_2, TABLES),
                    "views stand on the stores and do not know each other"),
            new Layer("engine.comms..", LEVELS_0_1, "views do not know each other, and this one needs no store"),
            new Layer("engine", LEVELS_0_3, "only the engine wires the machines, and it knows no shell"),
            new Layer(
                    "runtime..",
                    plus(LEVELS_0_1, "engine"),
                    "the shell drives the engine as a whole, never a machine's insides"),
            new Layer("discovery..", Set.of("api.."), "where peers may be is a question to the outside only"),
            new Layer(
                    "comms..",
                    plus(LEVELS_0_1, "engine.comms.."),
                    "handlers and waits of users know messages, and no other machine"),
            new Layer(
                    "registry..",
                    plus(LEVELS_0_1, TABLES, "engine.registry..", "engine.comms..", "comms.."),
                    "workers of users know the registry and messages, and no other machine"),
            new Layer(
                    "",
                    plus(LEVELS_0_3, "engine", "runtime..", "discovery..", "comms..", "registry.."),
                    "entry and wiring may see everything"));

    static boolean isOurs(JavaClass type) {
        return isWithin(type.getPackageName(), OURS);
    }

    /** The row with the most specific package, or nothing for a package that the table does not know. */
    static Optional<Layer> of(JavaClass type) {
        return TABLE.stream()
                .filter(layer -> layer.holds(type.getPackageName()))
                .max(Comparator.comparingInt(layer -> layer.packageName().length()));
    }

    boolean mayImport(JavaClass type) {
        return !isOurs(type)
                || of(type).filter(other -> other.equals(this) || imports.contains(other.name))
                        .isPresent();
    }

    String packageName() {
        String suffix = name.replace(BELOW, "");
        return suffix.isEmpty() ? OURS : OURS + "." + suffix;
    }

    @Override
    public String toString() {
        return packageName();
    }

    private boolean holds(String candidate) {
        return name.endsWith(BELOW) ? isWithin(candidate, packageName()) : candidate.equals(packageName());
    }

    private static boolean isWithin(String candidate, String parent) {
        return candidate.equals(parent) || candidate.startsWith(parent + ".");
    }

    private static Set<String> plus(Set<String> rows, String... more) {
        return Stream.concat(rows.stream(), Stream.of(more)).collect(Collectors.toUnmodifiableSet());
    }
}

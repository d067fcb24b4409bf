package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import org.junit.jupiter.api.Test;

/** What users read of names. */
class RegistryModelTest {

    private static final int MANY = 500_000;
    private static final NodeId NODE = NodeId.of("node");

    /** How long a look-up takes is for benchmarks to say; here each of many is found, and nothing else. */
    @Test
    void eachOfManyNamesIsFound() {
        RegistryModel model = new RegistryModel();
        for (int i = 0; i < MANY; i++) {
            model.add(new WorkerRef("name-" + i, NODE, "type", i), null);
        }
        assertThat(model.count()).isEqualTo(MANY);
        for (int i = 0; i < MANY; i++) {
            WorkerRef found = model.whereis("name-" + i);
            assertThat(found != null && found.token() == i).isTrue();
        }
        assertThat(model.whereis("name-" + MANY)).isNull();
    }

    @Test
    void aNameThatMayHaveAScopeIsNotAPlainOne() {
        RegistryModel model = new RegistryModel();
        WorkerRef plain = new WorkerRef("a/b", NODE, "", 1);
        WorkerRef scoped = new WorkerRef("a//b", NODE, "", 2);
        model.add(plain, null);
        assertThat(model.hasScoped()).isFalse();
        model.add(scoped, null);
        assertThat(model.hasScoped()).isTrue();
        assertThat(model.whereis("a/b")).isEqualTo(plain);
        assertThat(model.whereisPlain("a/b")).contains(plain);
        assertThat(model.whereis("a//b")).isEqualTo(scoped);
        assertThat(model.whereisPlain("a//b")).isEmpty();
        assertThat(model.isKnown("a//b")).isTrue();
        assertThat(model.count()).isEqualTo(2);
        assertThat(model.registered("a")).containsExactlyInAnyOrder(plain, scoped);
        model.remove("a//b");
        assertThat(model.hasScoped()).isFalse();
        assertThat(model.whereis("a/b")).isEqualTo(plain);
        model.remove("a/b");
        assertThat(model.whereis("a/b")).isNull();
        assertThat(model.whereis("a//b")).isNull();
        assertThat(model.registered("")).isEmpty();
    }
}

package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.replication.Replication;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Write;
import java.util.SplittableRandom;
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

    /** While a row comes to say all of a name, whoever reads all may find it twice. */
    @Test
    void whatIsKeptAndSaidByARowTooIsReturnedOnce() {
        Replication state = new Replication(
                new ReplicaId("node", 1),
                OverlayConfig.defaults(),
                Ledger.NAME,
                (to, lane, message) -> true,
                new SplittableRandom(1));
        RegistryModel model = new RegistryModel();
        model.connect(state.marks());
        model.add(new WorkerRef("a", NODE, "type", 1), null);
        model.add(new WorkerRef("b", NODE, "type", 2), null);
        Write row = state.write(new Now(0, 0), new Key(Ledger.NAME, "a"), NameCodec.fresh());
        assertThat(state.marks().set(row)).isTrue();
        assertThat(model.registered("")).extracting(WorkerRef::name).containsExactly("a", "b");
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

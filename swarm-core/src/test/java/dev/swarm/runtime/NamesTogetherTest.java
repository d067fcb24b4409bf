package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.engine.RegistrySettings;
import dev.swarm.engine.Sharing;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.registry.Outcome;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names that come together are shown whether anybody hears of them or not, and each is told to whoever does. */
class NamesTogetherTest {

    private static final int MANY = 3_000;

    private final RegistrySettings settings = RegistrySettings.of(RegistryConfig.defaults());
    private final RegistryModel model = settings.model();
    private long nanos = 1;
    private boolean heard;
    private final StepOutbox outbox = new StepOutbox(() -> heard);
    private final SwarmEngine engine = engine();

    private Now now() {
        nanos += 1_000_000;
        return new Now(nanos, nanos / 1_000_000);
    }

    private List<String> register(List<String> names) {
        engine.registry(
                now(),
                (now, registry) -> names.forEach(
                        name -> assertThat(registry.registerLocal(now, name)).isInstanceOf(Outcome.Registered.class)));
        return told();
    }

    private List<String> told() {
        List<String> told = new ArrayList<>();
        outbox.tellTo(event -> {
            if (event instanceof NameRegistered registered) {
                told.add(registered.worker().name());
                assertThat(registered.worker())
                        .isEqualTo(model.whereis(registered.worker().name()));
            }
        });
        return told;
    }

    private static List<String> names(String prefix) {
        List<String> names = new ArrayList<>(
                IntStream.range(0, MANY).mapToObj(i -> prefix + i).toList());
        names.add(MANY / 2, "scope//" + prefix);
        names.add(MANY / 3, "größe-" + prefix);
        return names;
    }

    @Test
    void eachIsShownAndToldOnlyToWhoeverHears() {
        engine.start(now(), new Ticket(1));
        engine.onTime(now());

        List<String> unheard = names("a");
        // these two do not come as the others do, and are told of to whom it may concern
        assertThat(register(unheard)).containsExactlyInAnyOrder("scope//a", "größe-a");
        assertShown(unheard, unheard.size());

        heard = true;
        List<String> told = names("b");
        assertThat(register(told)).containsExactlyInAnyOrderElementsOf(told);
        assertShown(told, unheard.size() + told.size());
        assertThat(model.registered("a")).hasSize(MANY);
        assertThat(model.registered("scope//")).hasSize(2);
    }

    private void assertShown(List<String> names, int all) {
        assertThat(model.count()).isEqualTo(all);
        for (String name : names) {
            assertThat(Objects.requireNonNull(model.whereis(name)).node()).isEqualTo(NodeId.of("a"));
        }
    }

    private SwarmEngine engine() {
        NodeMeta meta = new NodeMeta(new VersionRange(1, 1), 1, Role.WINGMATE, "test", null, new TreeMap<>(), null);
        return new SwarmEngine(Sharing.node(meta, settings), outbox);
    }
}

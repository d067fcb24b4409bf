package dev.swarm.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;

/** What Spring Cloud is told, and when. */
class CatalogueWatchTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String ADDRESS = "http://10.0.0.2:8082";

    private final String cluster = TestNodes.newCluster();
    private final ApplicationContextRunner first =
            CloudNodes.runner(cluster, "first").withBean(Listener.class);

    @Test
    void startsAfterTheNodeAndItsWebAddressAndBeforeTheApplication() {
        first.run(context -> {
            int web = phase(context.getBean("swarmWebAddressAnnouncer"));
            assertThat(CatalogueWatch.PHASE)
                    .isGreaterThan(web)
                    .isGreaterThan(phase(context.getBean("swarmLifecycle")))
                    .isLessThan(SmartLifecycle.DEFAULT_PHASE);
        });
    }

    @Test
    void tellsOnceThatTheNodeIsIn() {
        first.run(context -> {
            Listener listener = context.getBean(Listener.class);
            assertThat(listener.registered).hasSize(1);
            assertThat(listener.registered.get(0).getConfig())
                    .isInstanceOfSatisfying(
                            Registration.class,
                            registration ->
                                    assertThat(registration.getServiceId()).isEqualTo("orders"));
        });
    }

    @Test
    void tellsOfEachChangeByANumberOfItsOwn() {
        first.run(one -> {
            Listener listener = one.getBean(Listener.class);
            DiscoveryClient client = one.getBean(DiscoveryClient.class);
            Swarm swarm = one.getBean(Swarm.class);
            CloudNodes.second(cluster, swarm, ADDRESS).run(two -> {
                await().atMost(LONG).until(() -> client.getInstances("orders").size() == 1 && listener.sees(ADDRESS));
                two.getBean(Swarm.class).updateWebAddress("http://10.0.0.2:9999");
                await().atMost(LONG).until(() -> listener.sees("http://10.0.0.2:9999"));
            });
            await().atMost(LONG).until(() -> listener.sees(""));
            assertThat(listener.beats).doesNotHaveDuplicates().isSorted();
        });
    }

    @Test
    void isSilentWhileNothingChanges() {
        first.run(context -> {
            Listener listener = context.getBean(Listener.class);
            assertThat(listener.beats).containsExactly(1L);
            await().during(Duration.ofMillis(600)).atMost(LONG).until(() -> listener.beats.size() == 1);
        });
    }

    @Test
    void tellsItAgainAfterARestart() {
        first.run(context -> {
            Listener listener = context.getBean(Listener.class);
            ConfigurableApplicationContext source =
                    context.getSourceApplicationContext(ConfigurableApplicationContext.class);
            source.stop();
            assertThat(context.getBean(CatalogueWatch.class).isRunning()).isFalse();
            source.start();
            assertThat(listener.registered).hasSize(2);
        });
    }

    @Test
    void aListenerThatThrowsDoesNoHarm() {
        first.withBean(Thrower.class).run(one -> {
            assertThat(one).hasNotFailed();
            DiscoveryClient client = one.getBean(DiscoveryClient.class);
            CloudNodes.second(cluster, one.getBean(Swarm.class), ADDRESS)
                    .run(two -> await().atMost(LONG)
                            .until(() -> client.getInstances("orders").size() == 1));
            Thrower thrower = one.getBean(Thrower.class);
            await().atMost(LONG).until(() -> thrower.thrown.size() >= 3);
        });
    }

    private static int phase(Object lifecycle) {
        return ((SmartLifecycle) lifecycle).getPhase();
    }

    static final class Thrower {
        private final List<Object> thrown = new CopyOnWriteArrayList<>();

        @EventListener
        void onBeat(HeartbeatEvent event) {
            thrown.add(event);
            throw new IllegalStateException("on purpose");
        }
    }

    /** Notes what it is told, and what the catalogue holds then. */
    static final class Listener {
        private final List<InstanceRegisteredEvent<?>> registered = new CopyOnWriteArrayList<>();
        private final List<Long> beats = new CopyOnWriteArrayList<>();
        private final List<String> views = new CopyOnWriteArrayList<>();
        private final DiscoveryClient client;

        Listener(SwarmDiscoveryClient client) {
            this.client = client;
        }

        @EventListener
        void onRegistered(InstanceRegisteredEvent<?> event) {
            registered.add(event);
        }

        @EventListener
        void onBeat(HeartbeatEvent event) {
            beats.add((Long) event.getValue());
            views.add(String.join(",", CloudNodes.addresses(client.getInstances("orders"))));
        }

        boolean sees(String addresses) {
            return !views.isEmpty() && views.get(views.size() - 1).equals(addresses);
        }
    }
}

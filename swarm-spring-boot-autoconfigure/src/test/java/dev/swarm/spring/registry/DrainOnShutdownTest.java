package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.spring.TestNodes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** An application that stops gives its names away first, while its web server still answers, and not for ever. */
class DrainOnShutdownTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final int NAMES = 30;

    private final String cluster = TestNodes.newCluster();

    @Test
    void namesLiveElsewhereWhileTheWebServerStillAccepts() {
        TestNodes.runner(cluster, "witness")
                .withBean(Ledger.class)
                .withBean(Counter.class)
                .withPropertyValues("swarm.registry.rebalance-delay=50ms", "swarm.registry.request-timeout=30s")
                .run(witness -> {
                    SwarmRegistry registry = witness.getBean(SwarmRegistry.class);
                    Observer observer;
                    try (ConfigurableApplicationContext web = start(witness.getBean(Swarm.class))) {
                        observer = web.getBean(Observer.class);
                        observer.witness = registry;
                        await().atMost(LONG)
                                .until(() -> registry.overview().nodes().size() == 2);
                        IntStream.range(0, NAMES).forEach(i -> {
                            registry.register("name-" + i, "counter", null).join();
                            registry.ask("name-" + i, "add", Long.class).join();
                        });
                        assertThat(livingOn(registry, "web")).isPositive();
                    }
                    assertThat(observer.left).isZero();
                    assertThat(observer.accepts).isTrue();
                    IntStream.range(0, NAMES)
                            .forEach(i -> assertThat(registry.ask("name-" + i, "count", Long.class)
                                            .join())
                                    .isOne());
                });
    }

    @Test
    void whoIsAloneStopsAllTheSame() {
        TestNodes.runner(cluster, "alone")
                .withBean(Ledger.class)
                .withBean(Counter.class)
                .run(context -> {
                    SwarmRegistry registry = context.getBean(SwarmRegistry.class);
                    await().atMost(LONG)
                            .until(() -> !registry.overview().nodes().isEmpty());
                    registry.register("name", "counter", null).join();
                    Ledger ledger = context.getBean(Ledger.class);
                    context.close();
                    assertThat(ledger.lines()).containsExactly("name NODE_GONE");
                });
    }

    private ConfigurableApplicationContext start(Swarm witness) {
        return TestNodes.application(WebApplication.class, cluster, "web").run("--" + TestNodes.seed(witness));
    }

    private static long livingOn(SwarmRegistry registry, String node) {
        return registry.registered().stream()
                .filter(ref -> ref.node().name().equals(node))
                .count();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Ledger.class, Counter.class, Observer.class})
    static class WebApplication {}

    /** Stops after the node has left and before the web server stops. */
    static final class Observer implements SmartLifecycle {

        private final Environment environment;
        private boolean running;
        private @Nullable SwarmRegistry witness;
        private long left = -1;
        private boolean accepts;

        Observer(Environment environment) {
            this.environment = environment;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            left = livingOn(Objects.requireNonNull(witness), "web");
            int port = Integer.parseInt(environment.getRequiredProperty("local.server.port"));
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                accepts = socket.isConnected();
            } catch (IOException refused) {
                accepts = false;
            }
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        /** Below the node and its listeners, above the graceful shutdown of the web server. */
        @Override
        public int getPhase() {
            return DEFAULT_PHASE - 514;
        }
    }
}

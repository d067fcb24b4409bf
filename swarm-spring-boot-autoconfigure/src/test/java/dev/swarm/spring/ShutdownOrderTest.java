package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmState;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;

/** What is still open when, while an application with a web server stops. */
class ShutdownOrderTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();

    @Test
    void othersHearTheGoodbyeWhileTheWebServerStillAccepts() {
        TestNodes.runner(cluster, "witness").run(context -> {
            Swarm witness = context.getBean(Swarm.class);
            Observer observer;
            try (ConfigurableApplicationContext web =
                    TestNodes.application(WebApplication.class, cluster, "web").run("--" + TestNodes.seed(witness))) {
                observer = web.getBean(Observer.class);
                observer.witness = witness;
                await().atMost(LONG).until(() -> status(witness) == MemberStatus.HEALTHY);
            }
            assertThat(observer.seen).isEqualTo(MemberStatus.LEFT);
            assertThat(observer.own).isEqualTo(SwarmState.LEAVING);
            assertThat(observer.accepts).isTrue();
        });
    }

    private static @Nullable MemberStatus status(Swarm witness) {
        return witness.view()
                .member(NodeId.of("web"))
                .map(member -> member.status())
                .orElse(null);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Observer.class)
    static class WebApplication {}

    /** Stops after the node has left and before the web server stops. */
    static final class Observer implements SmartLifecycle {

        private final Swarm swarm;
        private final Environment environment;
        private boolean running;
        private @Nullable Swarm witness;
        private @Nullable MemberStatus seen;
        private @Nullable SwarmState own;
        private boolean accepts;

        Observer(Swarm swarm, Environment environment) {
            this.swarm = swarm;
            this.environment = environment;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
            Swarm other = Objects.requireNonNull(witness);
            own = swarm.state();
            await().atMost(LONG).until(() -> status(other) == MemberStatus.LEFT);
            seen = status(other);
            accepts = accepts(Integer.parseInt(environment.getRequiredProperty("local.server.port")));
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public int getPhase() {
            return SwarmLifecycle.PHASE - 2;
        }

        private static boolean accepts(int port) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException refused) {
                return false;
            }
        }
    }
}

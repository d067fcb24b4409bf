package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Member;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerInitializedEvent;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Where others find the web server of a node. */
class WebAddressTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();

    @Test
    void isTheHostOfTheNodeAndThePortOfTheServer() {
        try (ConfigurableApplicationContext web = start("web")) {
            String expected = "http://127.0.0.1:" + port(web, "local.server.port");
            assertAnnounced(web.getBean(Swarm.class), expected);
            TestNodes.runner(cluster, "other")
                    .withPropertyValues(TestNodes.seed(web.getBean(Swarm.class)))
                    .run(other -> await().atMost(LONG)
                            .until(() -> other.getBean(Swarm.class).view().members().stream()
                                    .anyMatch(member -> expected.equals(webAddress(member)))));
        }
    }

    @Test
    void isNotTheOneOfTheManagementServer() {
        try (ConfigurableApplicationContext web = start("web", "--management.server.port=0")) {
            String port = port(web, "local.server.port");
            assertThat(port(web, "local.management.port")).isNotEqualTo(port);
            assertAnnounced(web.getBean(Swarm.class), "http://127.0.0.1:" + port);
        }
    }

    @Test
    void isTheAddressThatTheServerListensOnIfItIsOne() {
        try (ConfigurableApplicationContext web = start("web", "--server.address=127.0.0.2")) {
            assertAnnounced(web.getBean(Swarm.class), "http://127.0.0.2:" + port(web, "local.server.port"));
        }
    }

    @Test
    void changesWithTheServerWhenTheContextIsStartedAgain() {
        try (ConfigurableApplicationContext web = start("web", "--server.shutdown=immediate")) {
            web.stop();
            web.start();
            assertAnnounced(web.getBean(Swarm.class), "http://127.0.0.1:" + port(web, "local.server.port"));
        }
    }

    @Test
    void isSecureWhenTheServerIs() {
        TestNodes.runner(cluster, "secure")
                .withPropertyValues("server.ssl.bundle=web", "server.address=::1")
                .run(context -> {
                    ServletWebServerApplicationContext web = new ServletWebServerApplicationContext();
                    context.publishEvent(new ServletWebServerInitializedEvent(new ServerAt(8443), web));
                    assertAnnounced(context.getBean(Swarm.class), "https://[0:0:0:0:0:0:0:1]:8443");
                });
    }

    @Test
    void isNothingForAServerThatListensOnNoPort() {
        TestNodes.runner(cluster, "closed").run(context -> {
            ServletWebServerApplicationContext web = new ServletWebServerApplicationContext();
            context.publishEvent(new ServletWebServerInitializedEvent(new ServerAt(-1), web));
            assertThat(webAddress(context.getBean(Swarm.class).self())).isNull();
        });
    }

    @Test
    void isNothingWithoutAServer() {
        TestNodes.runner(cluster, "silent")
                .run(context -> assertThat(
                                webAddress(context.getBean(Swarm.class).self()))
                        .isNull());
    }

    private static void assertAnnounced(Swarm swarm, String address) {
        await().atMost(LONG).until(() -> address.equals(webAddress(swarm.self())));
    }

    private static @Nullable String webAddress(Member member) {
        Member.Profile profile = member.profile();
        return profile == null ? null : profile.webAddress();
    }

    private static String port(ConfigurableApplicationContext context, String property) {
        return Objects.requireNonNull(context.getEnvironment().getProperty(property));
    }

    private ConfigurableApplicationContext start(String name, String... arguments) {
        return TestNodes.application(WebApplication.class, cluster, name).run(arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WebApplication {}

    private record ServerAt(int port) implements WebServer {
        @Override
        public void start() {}

        @Override
        public void stop() {}

        @Override
        public int getPort() {
            return port;
        }
    }
}

package dev.swarm.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeUp;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cloud.client.loadbalancer.LoadBalanced;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.web.client.RestClient;
import org.springframework.web.reactive.function.client.WebClient;

/** Whom the clients of Spring Cloud LoadBalancer reach when a process is killed, and when another one comes. */
class LoadBalancedClientIT {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration FORGOTTEN = Duration.ofSeconds(1);
    private static final Duration KNOWN = Duration.ofSeconds(2);
    private static final Duration OBSERVED = Duration.ofMillis(2500);

    private static final List<String> FIRST = List.of("one", "two", "three");
    private static final String URL = "http://web/";

    @Test
    void aKilledProcessIsNotAskedAnyMoreAndANewOneIs() {
        try (ConfigurableApplicationContext application = start();
                WebProcesses web = new WebProcesses(application.getBean(Swarm.class))) {
            Times times = application.getBean(Times.class);
            FIRST.forEach(web::start);
            FIRST.forEach(node -> awaitTime(times.up, node));
            try (Traffic traffic = traffic(application)) {
                FIRST.forEach(node -> await().atMost(LONG).until(() -> traffic.reached(node)));
                long killed = System.nanoTime();
                web.kill("two");
                web.start("four");
                long down = awaitTime(times.down, "two");
                assertNotAskedAfterDown(traffic, down);
                long up = awaitTime(times.up, "four");
                await().atMost(KNOWN).until(() -> traffic.reached("four"));
                print(traffic, killed, down, up);
                assertThat(traffic.failedRequests(killed)).isEmpty();
            }
        }
    }

    private static void assertNotAskedAfterDown(Traffic traffic, long down) {
        await().atMost(LONG).until(() -> System.nanoTime() - down > OBSERVED.toNanos());
        assertThat(traffic.since(down + FORGOTTEN.toNanos())).isNotEmpty().noneMatch(Traffic.Attempt::failed);
    }

    private static void print(Traffic traffic, long killed, long down, long up) {
        long lastFailed = traffic.since(killed).stream()
                .filter(Traffic.Attempt::failed)
                .mapToLong(Traffic.Attempt::nanos)
                .max()
                .orElse(killed);
        System.out.printf(
                "Down after %d ms, last asked after %d ms; the new one answered %d ms after it was up; %d tries%n",
                millis(down - killed),
                millis(lastFailed - killed),
                millis(traffic.firstAnswer("four") - up),
                traffic.since(killed).size());
    }

    private static long millis(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(nanos);
    }

    private static Traffic traffic(ConfigurableApplicationContext application) {
        RestClient blocking = application.getBean(RestClient.Builder.class).build();
        WebClient reactive = application.getBean(WebClient.Builder.class).build();
        return new Traffic(List.of(
                () -> Objects.requireNonNull(blocking.get().uri(URL).retrieve().body(String.class)),
                () -> Objects.requireNonNull(reactive.get()
                        .uri(URL)
                        .retrieve()
                        .bodyToMono(String.class)
                        .block())));
    }

    private static ConfigurableApplicationContext start() {
        return new SpringApplicationBuilder(Clients.class)
                .properties(
                        "spring.main.web-application-type=none",
                        "swarm.cluster=" + TestNodes.newCluster(),
                        "swarm.node.name=client",
                        "swarm.port=0",
                        "swarm.discovery.static.hosts=")
                .run();
    }

    private static long awaitTime(Map<String, Long> times, String node) {
        return Objects.requireNonNull(await().atMost(LONG).until(() -> times.get(node), Objects::nonNull));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Clients {

        @Bean
        @LoadBalanced
        RestClient.Builder restClientBuilder() {
            return RestClient.builder();
        }

        @Bean
        @LoadBalanced
        WebClient.Builder webClientBuilder() {
            return WebClient.builder();
        }

        @Bean
        Times times() {
            return new Times();
        }
    }

    /** When the node of the clients learnt of others, by the system's monotonic clock. */
    static final class Times {

        private final Map<String, Long> up = new ConcurrentHashMap<>();
        private final Map<String, Long> down = new ConcurrentHashMap<>();

        @EventListener
        void onUp(NodeUp event) {
            up.put(event.node().name(), System.nanoTime());
        }

        @EventListener
        void onDown(NodeDown event) {
            down.put(event.node().name(), System.nanoTime());
        }
    }
}

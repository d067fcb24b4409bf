package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Position;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.spring.TestNodes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code GET /actuator/swarmoverlay} answers, field by field, as it goes over the wire. */
class SwarmOverlayEndpointTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();

    @Test
    void showsTheStateOfAllNodes() throws Exception {
        try (ConfigurableApplicationContext web = start()) {
            Swarm swarm = web.getBean(Swarm.class);
            TestNodes.runner(cluster, "gotham")
                    .withPropertyValues(TestNodes.seed(swarm))
                    .run(other -> {
                        TacticalOverlay overlay = other.getBean(TacticalOverlay.class);
                        overlay.updateEntity("villain", "Joker").join();
                        overlay.updateEntity("hero", Map.of("Name", "Batman", "health", 100))
                                .join();
                        overlay.addWaypoint(new Waypoint(
                                        "signal", Position.of(1, 2.5), "bat", Map.of("color", "black"), null, null))
                                .join();
                        await().atMost(LONG)
                                .until(() -> swarm.overlay().digest().equals(overlay.digest()));

                        JsonNode json = json(get(web, ""));
                        assertThat(json.propertyNames())
                                .containsExactly("digest", "entities", "waypoints", "pendingDeltas", "tombstones");
                        assertThat(json.get("digest").asString())
                                .isEqualTo(overlay.digest())
                                .hasSize(16);
                        assertThat(json.get("entities").propertyNames()).containsExactly("hero", "villain");
                        assertThat(json.get("entities")
                                        .get("villain")
                                        .get("data")
                                        .asString())
                                .isEqualTo("Joker");
                        assertHero(json.get("entities").get("hero"), overlay);
                        assertThat(json.get("waypoints")).hasSize(1);
                        assertWaypoint(json.get("waypoints").get(0));
                        assertThat(json.get("pendingDeltas").isIntegralNumber()).isTrue();
                        assertThat(json.get("tombstones").asLong()).isZero();
                        assertHero(json(get(web, "/hero")), overlay);
                    });
        }
    }

    @Test
    void showsOneEntityOrThatThereIsNone() throws Exception {
        try (ConfigurableApplicationContext web = start("--swarm.enabled=false")) {
            TacticalOverlay overlay = web.getBean(TacticalOverlay.class);
            overlay.updateEntity("heroes/batman", 1).join();
            overlay.updateEntity("a b:c", 2).join();
            assertThat(json(get(web, "/heroes/batman")).get("data").asInt()).isEqualTo(1);
            assertThat(json(get(web, "/a%20b:c")).get("data").asInt()).isEqualTo(2);
            assertThat(get(web, "/nobody").statusCode()).isEqualTo(404);
            overlay.removeEntity("heroes/batman").join();
            assertThat(get(web, "/heroes/batman").statusCode()).isEqualTo(404);
            assertThat(json(get(web, "")).get("entities").propertyNames()).containsExactly("a b:c");
        }
    }

    @Test
    void anEmptyStateIsShownToo() throws Exception {
        try (ConfigurableApplicationContext web = start("--swarm.enabled=false")) {
            assertThat(get(web, "").body())
                    .isEqualTo("{\"digest\":\"0000000000000000\",\"entities\":{},\"waypoints\":[],"
                            + "\"pendingDeltas\":0,\"tombstones\":0}");
        }
    }

    @Test
    void isReadOnly() throws Exception {
        try (ConfigurableApplicationContext web = start("--swarm.enabled=false")) {
            HttpRequest.Builder post = HttpRequest.newBuilder(uri(web, "/hero")).POST(BodyPublishers.ofString("{}"));
            assertThat(send(post.header("Content-Type", "application/json")).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void isThereOnlyIfItIsExposed() {
        ApplicationContextRunner runner = TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(
                        EndpointAutoConfiguration.class, SwarmOverlayEndpointAutoConfiguration.class));
        runner.run(context -> assertThat(context).doesNotHaveBean(SwarmOverlayEndpoint.class));
        ApplicationContextRunner exposed =
                runner.withPropertyValues("management.endpoints.web.exposure.include=swarmoverlay");
        exposed.run(context -> assertThat(context).hasSingleBean(SwarmOverlayEndpoint.class));
        exposed.withPropertyValues("management.endpoint.swarmoverlay.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(SwarmOverlayEndpoint.class));
        exposed.withBean("own", SwarmOverlayEndpoint.class)
                .run(context ->
                        assertThat(context.getBean(SwarmOverlayEndpoint.class)).isSameAs(context.getBean("own")));
    }

    private static void assertHero(JsonNode json, TacticalOverlay writer) {
        assertThat(json.propertyNames()).containsExactly("data", "node", "stamp");
        assertThat(json.get("data").get("Name").asString()).isEqualTo("Batman");
        assertThat(json.get("data").get("health").asInt()).isEqualTo(100);
        assertThat(json.get("node").asString()).isEqualTo("gotham");
        assertThat(json.get("stamp").asString())
                .isEqualTo(writer.entity("hero").orElseThrow().stamp());
    }

    private static void assertWaypoint(JsonNode json) {
        assertThat(json.propertyNames()).containsExactly("id", "position", "label", "attributes", "node", "createdAt");
        assertThat(json.get("id").asString()).isEqualTo("signal");
        assertThat(json.get("position").toString()).isEqualTo("{\"x\":1.0,\"y\":2.5,\"z\":0.0}");
        assertThat(json.get("label").asString()).isEqualTo("bat");
        assertThat(json.get("attributes").toString()).isEqualTo("{\"color\":\"black\"}");
        assertThat(json.get("node").asString()).isEqualTo("gotham");
        assertThat(Instant.parse(json.get("createdAt").asString())).isBeforeOrEqualTo(Instant.now());
    }

    private ConfigurableApplicationContext start(String... arguments) {
        return TestNodes.application(WebApplication.class, cluster, "metropolis")
                .properties(
                        "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
                        "management.endpoints.web.exposure.include=swarmoverlay")
                .run(arguments);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext web, String path)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(web, path)));
    }

    private static URI uri(ConfigurableApplicationContext web, String path) {
        String port = web.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/actuator/swarmoverlay" + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WebApplication {}
}

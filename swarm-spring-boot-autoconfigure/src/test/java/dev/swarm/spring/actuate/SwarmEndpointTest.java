package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.Member;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.TestNodes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code GET /actuator/swarm} answers, field by field, as it goes over the wire. */
class SwarmEndpointTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final List<String> NODE = List.of(
            "name", "address", "status", "role", "incarnation", "startedAt", "guest", "service", "tags", "link");

    private final String cluster = TestNodes.newCluster();

    @Test
    void showsTheClusterAsThisNodeSeesIt() {
        try (ConfigurableApplicationContext web = start("metropolis")) {
            Swarm swarm = web.getBean(Swarm.class);
            other(swarm, "gotham").run(other -> {
                await().atMost(LONG).until(() -> swarm.topology().nodeCount() == 2);
                JsonNode json = json(get(web, ""));
                assertThat(json.propertyNames())
                        .containsExactly(
                                "cluster", "self", "role", "commander", "quorum", "nodes", "discovery", "trail");
                assertThat(json.get("cluster").asString()).isEqualTo(cluster);
                assertThat(json.get("self").asString()).isEqualTo("metropolis");
                assertThat(json.get("role").asString())
                        .isEqualTo(swarm.topology().role().label());
                assertThat(json.get("quorum").toString()).isEqualTo("{\"size\":1,\"present\":2,\"met\":true}");
                assertThat(json.get("nodes")
                                .valueStream()
                                .map(node -> node.get("name").asString()))
                        .containsExactly("gotham", "metropolis");
                assertNode(json.get("nodes").get(0), other.getBean(Swarm.class).self());
                assertNode(json.get("nodes").get(1), swarm.self());
                assertThat(json.get("nodes").get(1).get("link").isNull()).isTrue();
                assertLink(web);
            });
        }
    }

    @Test
    void showsHowEachTopologyFares() {
        try (ConfigurableApplicationContext web = start("metropolis", "--swarm.discovery.static.hosts=127.0.0.1:9")) {
            await().atMost(LONG).untilAsserted(() -> {
                JsonNode topology = json(get(web, "")).get("discovery").get(0);
                assertThat(topology.propertyNames())
                        .containsExactly("topology", "strategy", "state", "lastSuccess", "lastError", "peers");
                assertThat(topology.get("strategy").asString()).isEqualTo("static");
                assertThat(topology.get("state").asString()).isEqualTo("ok");
                assertThat(Instant.parse(topology.get("lastSuccess").asString()))
                        .isBefore(Instant.now());
                assertThat(topology.get("lastError").isNull()).isTrue();
                assertThat(topology.get("peers").toString()).isEqualTo("[\"127.0.0.1:9\"]");
            });
        }
    }

    @Test
    void showsOneMemberOrThatThereIsNone() {
        try (ConfigurableApplicationContext web = start("metro@polis:1")) {
            HttpResponse<String> found = get(web, "/metro@polis:1");
            assertThat(found.statusCode()).isEqualTo(200);
            assertDetail(json(found), web.getBean(Swarm.class).topology());
            assertThat(get(web, "/nobody").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void showsAMemberThatLeft() {
        try (ConfigurableApplicationContext web = start("metropolis")) {
            Swarm swarm = web.getBean(Swarm.class);
            other(swarm, "gotham")
                    .run(other ->
                            await().atMost(LONG).until(() -> swarm.topology().nodeCount() == 2));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(
                                    json(get(web, "/gotham")).get("status").asString())
                            .isEqualTo("left"));
            assertThat(json(get(web, "")).get("quorum").get("present").asInt()).isOne();
        }
    }

    @Test
    void isReadOnly() {
        try (ConfigurableApplicationContext web = start("metropolis")) {
            HttpRequest.Builder post =
                    HttpRequest.newBuilder(uri(web, "/metropolis")).POST(BodyPublishers.ofString("{}"));
            assertThat(send(post.header("Content-Type", "application/json")).statusCode())
                    .isEqualTo(405);
        }
    }

    @Test
    void isThereOnlyIfItIsExposed() {
        ApplicationContextRunner runner = TestNodes.switchedOff()
                .withConfiguration(
                        AutoConfigurations.of(EndpointAutoConfiguration.class, SwarmEndpointAutoConfiguration.class));
        runner.run(context -> assertThat(context).doesNotHaveBean(SwarmEndpoint.class));
        ApplicationContextRunner exposed = runner.withPropertyValues("management.endpoints.web.exposure.include=swarm");
        exposed.run(context -> assertThat(context).hasSingleBean(SwarmEndpoint.class));
        exposed.withPropertyValues("management.endpoint.swarm.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(SwarmEndpoint.class));
    }

    private static void assertDetail(JsonNode json, SwarmTopology topology) {
        List<String> names = new ArrayList<>(NODE);
        names.addAll(List.of("rttHistory", "lastSeen", "missed", "trail"));
        assertThat(json.propertyNames()).containsExactlyElementsOf(names);
        assertThat(json.get("trail").isArray()).isTrue();
        assertValues(json, topology.self());
    }

    private static void assertNode(JsonNode json, Member member) {
        assertThat(json.propertyNames()).containsExactlyElementsOf(NODE);
        assertValues(json, member);
    }

    private static void assertValues(JsonNode json, Member member) {
        assertThat(json.get("name").asString()).isEqualTo(member.id().name());
        assertThat(json.get("address").asString())
                .isEqualTo(member.address().toString())
                .startsWith("127.0.0.1:");
        assertThat(json.get("status").asString()).isEqualTo("healthy");
        assertThat(json.get("role").asString()).isIn("wingmate", "commander");
        assertThat(json.get("incarnation").asLong())
                .isEqualTo(member.incarnation().value());
        assertThat(json.get("guest").isBoolean()).isTrue();
        assertThat(json.get("guest").asBoolean()).isFalse();
        Member.Profile profile = Objects.requireNonNull(member.profile());
        assertThat(Instant.parse(json.get("startedAt").asString())).isEqualTo(profile.startedAt());
        assertThat(json.get("service").asString()).isEqualTo("daily-planet");
        assertThat(json.get("tags").toString()).isEqualTo("{\"zone\":\"east\"}");
    }

    /** Both nodes are of one process, so the link is a good one as soon as it is measured. */
    private static void assertLink(ConfigurableApplicationContext web) {
        await().atMost(LONG).untilAsserted(() -> {
            JsonNode gotham = json(get(web, "/gotham"));
            JsonNode link = gotham.get("link");
            assertThat(link.propertyNames()).containsExactly("quality", "rttMs", "rttP99Ms", "loss", "via");
            assertThat(link.get("quality").asString()).isIn("excellent", "good", "degraded");
            assertThat(link.get("rttMs").asDouble()).isPositive();
            assertThat(link.get("rttP99Ms").asDouble())
                    .isGreaterThanOrEqualTo(link.get("rttMs").asDouble());
            assertThat(link.get("loss").asDouble()).isBetween(0.0, 1.0);
            assertThat(link.get("via").isNull()).isTrue();
            assertThat(gotham.get("rttHistory").get(0).asDouble()).isPositive();
            assertThat(Instant.parse(gotham.get("lastSeen").asString()))
                    .isBefore(Instant.now().plusSeconds(1));
            assertThat(gotham.get("missed").asInt()).isNotNegative();
        });
    }

    private ApplicationContextRunner other(Swarm swarm, String name) {
        return TestNodes.runner(cluster, name)
                .withPropertyValues(
                        TestNodes.seed(swarm), "spring.application.name=daily-planet", "swarm.node.tags.zone=east");
    }

    private ConfigurableApplicationContext start(String name, String... arguments) {
        return TestNodes.application(WebApplication.class, cluster, name)
                .properties(
                        "spring.application.name=daily-planet",
                        "swarm.node.tags.zone=east",
                        "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
                        "management.endpoints.web.exposure.include=swarm")
                .run(arguments);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> get(ConfigurableApplicationContext web, String path) {
        return send(HttpRequest.newBuilder(uri(web, path)));
    }

    private static URI uri(ConfigurableApplicationContext web, String path) {
        String port = web.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/actuator/swarm" + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WebApplication {}
}

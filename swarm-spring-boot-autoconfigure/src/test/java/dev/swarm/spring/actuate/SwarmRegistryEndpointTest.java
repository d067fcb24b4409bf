package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.failure.NoNodeAvailableException;
import dev.swarm.api.registry.RegistryOverview.Operation;
import dev.swarm.api.registry.RegistryOverview.QuorumState;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.spring.TestGroups;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.autoconfigure.endpoint.EndpointAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code /actuator/swarmregistry} answers, field by field, as it goes over the wire. */
class SwarmRegistryEndpointTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final TestRegistry REGISTRY = new TestRegistry();
    private static final TestGroups GROUPS = new TestGroups(REGISTRY);

    private static ConfigurableApplicationContext web;

    @BeforeAll
    static void start() {
        REGISTRY.put(new WorkerRef("device-7", NodeId.of("gotham"), "device", 42));
        REGISTRY.put(new WorkerRef("eu/a b", NodeId.of("metropolis"), "device", 43));
        REGISTRY.put(new WorkerRef("camera", NodeId.of("watcher"), "", 44));
        GROUPS.join("devices", "device-7").join();
        GROUPS.join("devices", "eu/a b").join();
        GROUPS.join("all", "device-7").join();
        web = start("management.endpoint.swarmregistry.access=unrestricted");
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @BeforeEach
    void reset() {
        REGISTRY.fares(TestRegistry.overview(null, List.of(), null));
        REGISTRY.refuses(null);
    }

    @Test
    void showsTheWholeRegistry() throws Exception {
        REGISTRY.fares(TestRegistry.overview(
                null,
                List.of(
                        new Operation("device-7", "handoff", "freeze", NodeId.of("capitol"), Duration.ofMillis(1500)),
                        new Operation("device-8", "start", "running", null, Duration.ofMillis(3))),
                "handoff of 'device-7' has been under way for 90 s"));
        JsonNode json = json(get(""));
        assertThat(json.propertyNames())
                .containsExactly(
                        "strategy",
                        "names",
                        "byNode",
                        "groups",
                        "partitions",
                        "nodes",
                        "ignored",
                        "quorum",
                        "paused",
                        "draining",
                        "operations",
                        "handoffs",
                        "stalled");
        assertThat(json.get("strategy").asString() + json.get("names")).isEqualTo("ring7");
        assertThat(json.get("byNode")).hasToString("{\"gotham\":4,\"metropolis\":2,\"watcher\":1}");
        assertThat(json.get("groups")).hasToString("{\"all\":1,\"devices\":2}");
        assertThat(json.get("partitions").asInt()).isEqualTo(4096);
        assertThat(json.get("nodes").get(0))
                .hasToString("{\"node\":\"gotham\",\"weight\":100,\"partitions\":2048,\"managed\":3,\"local\":1}");
        assertThat(json.get("ignored")).hasToString("{\"watcher\":\"observer\"}");
        assertThat(json.get("quorum").isNull()).isTrue();
        assertThat(json.get("paused").asBoolean() || json.get("draining").asBoolean())
                .isFalse();
        assertThat(json.get("operations").get(0))
                .hasToString("{\"name\":\"device-7\",\"what\":\"handoff\",\"phase\":\"freeze\",\"peer\":\"capitol\","
                        + "\"age\":\"PT1.5S\"}");
        assertThat(json.get("operations").get(1).get("peer").isNull()).isTrue();
        assertThat(json.get("handoffs")).hasToString("{\"moved\":4,\"ignored\":3,\"failed\":2,\"merged\":1}");
        assertThat(json.get("stalled").asString()).contains("device-7");
    }

    @Test
    void showsTheQuorum() throws Exception {
        REGISTRY.fares(TestRegistry.overview(new QuorumState(2, 4, 1000, true), List.of(), null));
        JsonNode json = json(get(""));
        assertThat(json.get("strategy").asString()).isEqualTo("static-quorum");
        assertThat(json.get("quorum"))
                .hasToString("{\"size\":2,\"present\":4,\"met\":true,\"held\":1000,\"oversized\":true}");
        assertThat(json.get("stalled").isNull()).isTrue();
    }

    @Test
    void showsOneNameOrThatThereIsNone() throws Exception {
        REGISTRY.fares(TestRegistry.overview(
                null,
                List.of(new Operation("device-7", "handoff", "freeze", NodeId.of("capitol"), Duration.ofSeconds(1))),
                null));
        JsonNode json = json(get("/device-7"));
        assertThat(json.propertyNames())
                .containsExactly("name", "owner", "workerType", "managed", "token", "groups", "operations");
        assertThat(json.get("name").asString()).isEqualTo("device-7");
        assertThat(json.get("owner").asString()).isEqualTo("gotham");
        assertThat(json.get("workerType").asString()).isEqualTo("device");
        assertThat(json.get("managed").asBoolean()).isTrue();
        assertThat(json.get("token").asLong()).isEqualTo(42);
        assertThat(json.get("groups")).hasToString("[\"all\",\"devices\"]");
        assertThat(json.get("operations")).hasSize(1);
        JsonNode scoped = json(get("/eu/a%20b"));
        assertThat(scoped.get("owner").asString()).isEqualTo("metropolis");
        assertThat(scoped.get("operations")).isEmpty();
        assertThat(json(get("/camera")).get("managed").asBoolean()).isFalse();
        assertThat(get("/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void drainsAndPauses() throws Exception {
        assertThat(json(post("drain")).get("draining").asBoolean()).isTrue();
        assertThat(json(post("pause")).get("paused").asBoolean()).isTrue();
        assertThat(json(post("UNDRAIN")).get("draining").asBoolean()).isFalse();
        JsonNode json = json(post("resume"));
        assertThat(json.get("paused").asBoolean() || json.get("draining").asBoolean())
                .isFalse();
    }

    @Test
    void whatCannotBeDoneNowIsUnavailableAndSaysWhy() throws Exception {
        REGISTRY.refuses(new NoNodeAvailableException("There is no other node that may own names"));
        HttpResponse<String> answer = post("drain");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.body()).isEqualTo("{\"error\":\"There is no other node that may own names\"}");
    }

    @Test
    void anUnknownStepIsABadRequest() throws Exception {
        assertThat(post("explode").statusCode()).isEqualTo(400);
        assertThat(REGISTRY.overview().draining()).isFalse();
    }

    @Test
    void isReadOnlyUnlessItIsToldOtherwise() throws Exception {
        try (ConfigurableApplicationContext usual = start("server.port=0")) {
            assertThat(send(step(uri(usual, ""), "drain")).statusCode()).isEqualTo(405);
            assertThat(send(HttpRequest.newBuilder(uri(usual, ""))).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void showsNothingThatWorkersHold() throws Exception {
        try (ConfigurableApplicationContext real = TestNodes.application(
                        RealApplication.class, TestNodes.newCluster(), "gotham")
                .properties("management.endpoints.web.exposure.include=swarmregistry", "swarm.secret=open sesame")
                .run()) {
            SwarmRegistry registry = real.getBean(SwarmRegistry.class);
            await().atMost(LONG).until(() -> !registry.overview().nodes().isEmpty());
            registry.register("vault", "keeper", "its combination").join();
            registry.ask("vault", "what is told to it", String.class).join();
            await().atMost(LONG).until(() -> registry.overview().names() == 1);
            for (String path : List.of("", "/vault")) {
                HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(real, path)));
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body())
                        .contains("gotham")
                        .doesNotContain("its combination", "what is told to it", "what it answers", "open sesame");
            }
        }
    }

    @Test
    void isThereOnlyIfItIsExposed() {
        ApplicationContextRunner runner = TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(
                        EndpointAutoConfiguration.class, SwarmRegistryEndpointAutoConfiguration.class));
        runner.run(context -> assertThat(context).doesNotHaveBean(SwarmRegistryEndpoint.class));
        ApplicationContextRunner exposed =
                runner.withPropertyValues("management.endpoints.web.exposure.include=swarmregistry");
        exposed.run(context -> assertThat(context).hasSingleBean(SwarmRegistryEndpoint.class));
        exposed.withPropertyValues("management.endpoint.swarmregistry.access=NONE")
                .run(context -> assertThat(context).doesNotHaveBean(SwarmRegistryEndpoint.class));
        exposed.withBean("own", SwarmRegistryEndpoint.class)
                .run(context ->
                        assertThat(context.getBean(SwarmRegistryEndpoint.class)).isSameAs(context.getBean("own")));
    }

    private static ConfigurableApplicationContext start(String setting) {
        return TestNodes.application(WebApplication.class, TestNodes.newCluster(), "gotham")
                .properties(
                        "swarm.enabled=false",
                        "spring.jackson.property-naming-strategy=UPPER_CAMEL_CASE",
                        "management.endpoints.web.exposure.include=swarmregistry",
                        setting)
                .run();
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(web, path)));
    }

    private static HttpResponse<String> post(String operation) throws IOException, InterruptedException {
        return send(step(uri(web, ""), operation));
    }

    private static HttpRequest.Builder step(URI uri, String operation) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"operation\":\"" + operation + "\"}"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        String port = context.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/actuator/swarmregistry" + path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WebApplication {

        @Bean
        SwarmRegistry registry() {
            return REGISTRY;
        }

        @Bean
        SwarmGroups groups() {
            return GROUPS;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class RealApplication {

        @Bean
        WorkerFactory keeper() {
            return context -> message -> "what it answers";
        }
    }
}

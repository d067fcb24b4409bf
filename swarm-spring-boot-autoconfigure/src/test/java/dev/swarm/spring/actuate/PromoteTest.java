package dev.swarm.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestTopology;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Roles and the command over {@code /actuator/swarm}, as they go over the wire. */
class PromoteTest {

    private static final TestTopology TOPOLOGY = new TestTopology("gotham", 2);

    private static ConfigurableApplicationContext web;

    @BeforeAll
    static void start() {
        web = TestNodes.application(WebApplication.class, TestNodes.newCluster(), "gotham")
                .properties(
                        "management.endpoints.web.exposure.include=swarm",
                        "management.endpoint.swarm.access=unrestricted")
                .run();
    }

    @AfterAll
    static void stop() {
        web.close();
    }

    @Test
    void showsTheCommandAndWhy() throws Exception {
        TOPOLOGY.command();
        JsonNode json = json(get(""));
        assertThat(json.get("role").asString()).isEqualTo("commander");
        assertThat(json.get("commander").propertyNames()).containsExactly("node", "term", "leaseUntil");
        assertThat(json.get("commander").get("node").asString()).isEqualTo("gotham");
        assertThat(json.get("commander").get("term").asLong()).isPositive();
        assertThat(json.get("commander").get("leaseUntil").asString()).isEqualTo("2026-05-04T10:00:05Z");
        assertThat(json.get("quorum").toString()).isEqualTo("{\"size\":2,\"present\":1,\"met\":false}");
        assertThat(json.get("nodes").get(0).get("role").asString()).isEqualTo("commander");
        JsonNode last = json.get("trail").get(0);
        assertThat(last.propertyNames()).containsExactly("time", "node", "text");
        assertThat(last.get("node").asString()).isEqualTo("gotham");
        assertThat(last.get("text").asString()).isEqualTo("commands, as it runs longest");
        TOPOLOGY.lose();
        assertThat(json(get("")).get("commander").isNull()).isTrue();
    }

    @Test
    void givesARoleAndAnswersWithTheNodeAndItsTrail() throws Exception {
        JsonNode json = json(post("/gotham", "{\"role\":\"observer\"}"));
        assertThat(json.get("name").asString()).isEqualTo("gotham");
        assertThat(json.get("role").asString()).isEqualTo("observer");
        assertThat(json.get("trail").get(0).get("text").asString()).isEqualTo("is observer, as it was told");
        assertThat(TOPOLOGY.role()).isEqualTo(Role.OBSERVER);
        assertThat(json(get("/gotham")).get("trail")).isEqualTo(json.get("trail"));
        assertThat(json(post("/gotham", "{\"role\":\"WINGMATE\"}")).get("role").asString())
                .isEqualTo("wingmate");
    }

    @Test
    void anUnknownNodeIsNotFound() throws Exception {
        HttpResponse<String> answer = post("/nobody", "{\"role\":\"wingmate\"}");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("No node of the cluster has the name 'nobody'");
    }

    @Test
    void anUnknownRoleIsABadRequestThatSaysWhichThereAre() throws Exception {
        HttpResponse<String> answer = post("/gotham", "{\"role\":\"joker\"}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("The role must be one of commander, wingmate, observer, relay, not 'joker'");
        assertThat(post("/gotham", "{}").statusCode()).isEqualTo(400);
    }

    private static JsonNode json(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(response.body());
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        String port = web.getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + "/actuator/swarm" + path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class WebApplication {

        @Bean
        SwarmTopology topology() {
            return TOPOLOGY;
        }
    }
}

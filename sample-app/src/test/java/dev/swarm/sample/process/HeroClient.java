package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a browser does to many heroes at once is done faster past it: the same requests, to one node. */
final class HeroClient {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final JsonMapper mapper = new JsonMapper();
    private final HttpClient client = HttpClient.newHttpClient();
    private final SampleNode node;

    HeroClient(SampleNode node) {
        this.node = node;
    }

    /** Makes heroes, all at once. */
    void create(int count) {
        all(IntStream.range(0, count)
                .mapToObj(number -> send("POST", "/api/heroes", "", 201))
                .toList());
    }

    /** Ends all heroes, and waits until the node knows of none. */
    void terminateAll() {
        TestCluster.awaitThat(PATIENCE, () -> {
            List<String> ids = heroes().map(hero -> hero.path("id").asString()).toList();
            all(ids.stream()
                    .map(id -> send("DELETE", "/api/heroes/" + id, "", 204))
                    .toList());
            assertThat(ids).isEmpty();
        });
    }

    /** Turns the tempo of all cities. */
    void tempo(int patrolMillis, int fightMillis) {
        String json = "{\"patrolMillis\":" + patrolMillis + ",\"fightMillis\":" + fightMillis + "}";
        send("PUT", "/api/tempo", json, 204).join();
    }

    /** Waits until a hero who is on patrol flies to another place, as the node knows it. */
    void awaitAnotherPatrol(String id) {
        String before = place(id);
        TestCluster.awaitThat(PATIENCE, () -> assertThat(place(id)).isNotEqualTo(before));
    }

    private String place(String id) {
        return heroes().filter(hero -> hero.path("id").asString().equals(id))
                .map(hero -> hero.path("x") + " " + hero.path("y"))
                .findFirst()
                .orElseThrow();
    }

    private Stream<JsonNode> heroes() {
        return mapper.readTree(SampleNode.get(node.webPort(), "/api/heroes")).valueStream();
    }

    private CompletableFuture<Void> send(String method, String path, String json, int expected) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + node.webPort() + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
        return client.sendAsync(request, BodyHandlers.ofString()).thenAccept(answer -> check(answer, expected));
    }

    private static void check(HttpResponse<String> answer, int expected) {
        assertThat(answer.statusCode())
                .as(answer.request().uri() + ": " + answer.body())
                .isEqualTo(expected);
    }

    private static void all(List<CompletableFuture<Void>> requests) {
        CompletableFuture.allOf(requests.toArray(CompletableFuture[]::new)).join();
    }
}

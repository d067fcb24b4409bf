package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What can be done over HTTP, with one city of three and the dispatch as two processes. */
class HeroApiIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TestCluster cluster = TestCluster.of(HeroApiIT.class);
    private final HttpClient client = HttpClient.newHttpClient();
    private SampleNode dispatch;
    private SampleNode gotham;

    @BeforeEach
    void start() {
        String[] quiet = {"--superhero.patrol-interval=300ms", "--superhero.fight-interval=1h"};
        dispatch = cluster.start("dispatch", quiet);
        gotham = cluster.start("gotham", quiet);
        dispatch.awaitStarted();
        gotham.awaitStarted();
        TestCluster.awaitHealthy(List.of(dispatch, gotham), PATIENCE, "dispatch", "gotham");
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void oneCityOfThreeIsEnoughToWorkWith() {
        assertThat(names(call(dispatch, "GET", "/api/cities", "", 200)))
                .containsExactly("gotham", "metropolis", "capitol");
        String id = create();
        JsonNode assigned = call(dispatch, "PUT", "/api/heroes/" + id + "/location", "{\"location\":\"gotham\"}", 200);
        assertThat(assigned.path("location").asString()).isEqualTo("gotham");

        TestCluster.awaitThat(PATIENCE, () -> {
            JsonNode remote = call(dispatch, "GET", "/api/cities/gotham", "", 200);
            JsonNode local = call(gotham, "GET", "/api/cities/gotham", "", 200);
            assertThat(remote.path("heroes")).hasSize(1);
            assertThat(remote.path("heroes").get(0).path("node").asString()).isEqualTo("gotham");
            assertThat(remote.path("heroes").get(0).path("patrolling").asBoolean())
                    .isTrue();
            assertThat(local.path("heroes").get(0).path("id"))
                    .isEqualTo(remote.path("heroes").get(0).path("id"));
        });
        assertThat(call(dispatch, "GET", "/api/cities/random", "", 200)
                        .path("city")
                        .asString())
                .isEqualTo("gotham");
    }

    @Test
    void whatCannotBeIsSaidInASentenceAndChangesNothing() {
        String id = create();

        assertThat(detail(call(dispatch, "GET", "/api/cities/smallville", "", 404)))
                .isEqualTo("There is no city of the name smallville");
        assertThat(detail(call(dispatch, "PUT", "/api/heroes/" + id + "/location", "{\"location\":\"capitol\"}", 409)))
                .contains("capitol cannot be reached from here");
        assertThat(call(dispatch, "GET", "/api/heroes/" + id, "", 200)
                        .path("location")
                        .asString())
                .isEqualTo("home");
        assertThat(detail(call(dispatch, "PUT", "/api/heroes/" + id + "/location", "nonsense", 400)))
                .isEqualTo("That is not what was asked for");
        assertThat(detail(call(dispatch, "PUT", "/api/tempo", "{\"patrolMillis\":1,\"fightMillis\":1}", 400)))
                .contains("50 ms to 1 h");
        call(dispatch, "DELETE", "/api/heroes/" + id, "", 204);
        assertThat(detail(call(dispatch, "PUT", "/api/heroes/" + id + "/location", "{\"location\":\"gotham\"}", 410)))
                .contains("has been terminated");
        assertThat(detail(call(dispatch, "DELETE", "/api/heroes/nobody", "", 404)))
                .isEqualTo("There is no hero nobody");
    }

    @Test
    void tempoIsTurnedWhileNodesRun() {
        call(dispatch, "PUT", "/api/tempo", "{\"patrolMillis\":1234,\"fightMillis\":3600000}", 204);

        TestCluster.awaitThat(
                PATIENCE,
                () -> assertThat(call(gotham, "GET", "/nodes", "", 200)
                                .path("patrolMillis")
                                .asLong())
                        .isEqualTo(1234));
    }

    @Test
    void fourBombsEndTheCityAndNobodyElse() {
        String id = create();
        // all at once: the first one already takes the city off the air for a moment
        TestCluster.awaitThat(PATIENCE, () -> {
            for (int bomb = 1; bomb <= 4; bomb++) {
                CompletableFuture<HttpResponse<String>> unused = client.sendAsync(
                        request(gotham, "POST", "/api/cities/gotham/bomb", ""), BodyHandlers.ofString());
            }
            assertThat(gotham.program().isAlive()).isFalse();
        });

        assertThat(gotham.program().awaitExit(PATIENCE)).isEqualTo(1);
        TestCluster.awaitStatus(List.of(dispatch), PATIENCE, "gotham", "down");
        TestCluster.awaitThat(
                PATIENCE,
                () -> assertThat(call(dispatch, "GET", "/api/heroes/" + id, "", 200)
                                .path("node")
                                .asString())
                        .isEqualTo("dispatch"));
    }

    private String create() {
        return call(dispatch, "POST", "/api/heroes", "", 201).path("id").asString();
    }

    private static List<String> names(JsonNode list) {
        return list.valueStream().map(JsonNode::asString).toList();
    }

    private static String detail(JsonNode problem) {
        return problem.path("detail").asString();
    }

    private JsonNode call(SampleNode node, String method, String path, String json, int expected) {
        try {
            HttpResponse<String> response = client.send(request(node, method, path, json), BodyHandlers.ofString());
            assertThat(response.statusCode()).as(path + ": " + response.body()).isEqualTo(expected);
            return MAPPER.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException e) {
            throw new AssertionError(path + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static HttpRequest request(SampleNode node, String method, String path, String json) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + node.webPort() + path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json))
                .build();
    }
}

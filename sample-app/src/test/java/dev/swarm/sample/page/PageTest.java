package dev.swarm.sample.page;

import static dev.swarm.api.MemberStatus.DOWN;
import static dev.swarm.api.MemberStatus.HEALTHY;
import static dev.swarm.sample.page.Views.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.ClusterView;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.registry.Placement;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.stage.StageStatus;
import dev.swarm.sample.web.OriginFilter;
import dev.swarm.sample.web.SecurityHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The page over a real web server, and a view that the test decides. */
class PageTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper mapper = new JsonMapper();

    private ConfigurableApplicationContext context;
    private AtomicReference<ClusterView> view;
    private String base;

    @BeforeEach
    void startServer() {
        context = new SpringApplicationBuilder(Server.class)
                .properties("swarm.enabled=false", "server.port=0", "server.address=127.0.0.1")
                .run();
        view = context.getBean(Server.class).view;
        base = "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    @AfterEach
    void stopServer() {
        context.close();
    }

    @Test
    void rootIsThePageAndItMayRunItsOwnScriptOnly() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/html"));
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy)
                        .contains("default-src 'none'", "script-src 'self'")
                        .doesNotContain("unsafe"));
        assertThat(page.body())
                .contains("<script type=\"module\" src=\"js/main.js\"></script>")
                .doesNotContain("onclick", "style=", "javascript:");
        for (String file : List.of("/js/main.js", "/page.css", "/icon.svg")) {
            assertThat(get(file).statusCode()).as(file).isEqualTo(200);
        }
    }

    @Test
    void nodesAreJsonSortedByName() throws Exception {
        JsonNode body = mapper.readTree(get("/nodes").body());

        assertThat(body.path("self").asString()).isEqualTo("dispatch");
        assertThat(body.path("cluster").asString()).isEqualTo("heroes");
        assertThat(body.path("nodes")).hasSize(2);
        JsonNode gotham = body.path("nodes").get(1);
        assertThat(gotham.path("name").asString()).isEqualTo("gotham");
        assertThat(gotham.path("status").asString()).isEqualTo("healthy");
        assertThat(gotham.path("since").asString()).isEqualTo("2026-05-04T10:01:00Z");
        assertThat(gotham.path("tags").path("city").asString()).isEqualTo("yes");
        assertThat(gotham.path("link").toString())
                .isEqualTo("{\"quality\":\"good\",\"rttMs\":12.3,\"lossPercent\":0,\"history\":[12.35]}");
        assertThat(body.path("nodes").get(0).has("link")).isFalse();
    }

    @Test
    void streamBeginsWithTheViewAndTellsEachChange() throws Exception {
        BlockingQueue<String> data = openStream();

        assertThat(next(data)).as("nothing has happened yet").isEmpty();
        assertThat(next(data).path("nodes")).hasSize(2);
        view.set(Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY), node("münchen", HEALTHY)));
        assertThat(next(data).path("nodes").get(2).path("name").asString()).isEqualTo("münchen");
        context.publishEvent(new NodeDown(node("gotham", DOWN), Instant.parse("2026-05-04T10:02:00Z")));
        assertThat(next(data).get(0).path("text").asString()).isEqualTo("gotham is down");
    }

    @Test
    void tooManyStreamsAreToldToComeLater() throws Exception {
        List<HttpResponse<InputStream>> open = new ArrayList<>();
        for (int i = 0; i < BrowserStreams.MAX_STREAMS; i++) {
            open.add(client.send(request("/nodes/stream"), BodyHandlers.ofInputStream()));
        }

        HttpResponse<String> refused = get("/nodes/stream");

        assertThat(open).allMatch(response -> response.statusCode() == 200);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("5");
    }

    @Test
    void closedBrowserGivesItsPlaceBack() throws Exception {
        LiveView live = context.getBean(LiveView.class);
        HttpResponse<InputStream> response = client.send(request("/nodes/stream"), BodyHandlers.ofInputStream());
        assertThat(streamCount(live)).isOne();

        response.body().close();

        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> {
            view.set(Views.of(node("dispatch", HEALTHY), node("at-" + System.nanoTime(), HEALTHY)));
            assertThat(streamCount(live)).isZero();
        });
    }

    @Test
    void openStreamsDoNotDelayTheShutdown() throws Exception {
        BlockingQueue<String> data = openStream();
        next(data);

        long beforeNanos = System.nanoTime();
        context.close();

        assertThat(Duration.ofNanos(System.nanoTime() - beforeNanos)).isLessThan(Duration.ofSeconds(3));
    }

    private static int streamCount(LiveView live) {
        return live.streams().map(BrowserStreams::count).orElse(-1);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(10))
                .build();
    }

    /** Returns the data lines of a new stream, without signs of life. */
    private BlockingQueue<String> openStream() throws IOException, InterruptedException {
        BlockingQueue<String> data = new LinkedBlockingQueue<>();
        HttpResponse<Stream<String>> response = client.send(request("/nodes/stream"), BodyHandlers.ofLines());
        assertThat(response.headers().firstValue("Content-Type")).contains("text/event-stream");
        CompletableFuture<Void> reader = CompletableFuture.runAsync(() -> response.body()
                .filter(line -> line.matches("data:[\\[{].*"))
                .map(line -> line.substring("data:".length()))
                .forEach(data::add));
        assertThat(reader).isNotCompletedExceptionally();
        return data;
    }

    private JsonNode next(BlockingQueue<String> data) throws InterruptedException {
        String json = data.poll(10, TimeUnit.SECONDS);
        assertThat(json).as("an event within 10 s").isNotNull();
        return mapper.readTree(json);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Timeline.class, PageController.class, SecurityHeaders.class, OriginFilter.class})
    static class Server {

        private final AtomicReference<ClusterView> view =
                new AtomicReference<>(Views.of(node("dispatch", HEALTHY), node("gotham", HEALTHY)));

        @Bean
        Placement cities() {
            return Placement.pinned();
        }

        @Bean
        HeroWords heroWords(TacticalOverlay overlay) {
            return new HeroWords(new HeroBoard(overlay));
        }

        @Bean
        LiveView liveView(Timeline timeline, JsonMapper mapper) {
            InstantSource clock = InstantSource.fixed(Instant.parse("2026-05-04T10:01:00Z"));
            Sightings sightings = new Sightings(Views::measured);
            StageStatus.View stage = new StageStatus.View(true, false, List.of(), false);
            Topic nodes = new Topic(
                    "nodes",
                    () -> new PageView(
                            "heroes",
                            "dispatch",
                            7L,
                            sightings.update(Objects.requireNonNull(view.get()), clock.instant()),
                            stage,
                            5000));
            return new LiveView(List.of(nodes, new Topic("events", timeline::newestFirst)), mapper);
        }
    }
}

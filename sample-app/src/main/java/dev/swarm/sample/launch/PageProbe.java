package dev.swarm.sample.launch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks a node's page whom it sees. A node that does not answer, or not yet, sees nobody. */
final class PageProbe {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final JsonMapper mapper = new JsonMapper();
    private final HttpRequest request;

    PageProbe(String page) {
        this.request = HttpRequest.newBuilder(URI.create(page + "/nodes"))
                .timeout(TIMEOUT)
                .build();
    }

    /** Returns the names of the nodes it sees healthy. */
    Set<String> healthyNodes() throws InterruptedException {
        Set<String> names = new TreeSet<>();
        try {
            JsonNode view = mapper.readTree(
                    client.send(request, BodyHandlers.ofString()).body());
            for (JsonNode node : view.path("nodes")) {
                if (node.path("status").asString("").equals("healthy")) {
                    names.add(node.path("name").asString(""));
                }
            }
        } catch (IOException | JacksonException e) {
            // not there yet, or not a page of ours
        }
        return names;
    }
}

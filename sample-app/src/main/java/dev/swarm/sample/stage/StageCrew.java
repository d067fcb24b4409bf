package dev.swarm.sample.stage;

import dev.swarm.Swarm;
import dev.swarm.api.Member;
import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Passes on what visitors ask for to the node that it is about: by HTTP, past the cluster, which may be split. Blocks.
 */
final class StageCrew {

    private static final Duration CONNECT = Duration.ofSeconds(2);

    /** Draining many heroes takes a while. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Swarm swarm;
    private final StageHand hand;
    private final Faults faults;
    private final Launcher launcher;
    private final JsonMapper mapper = new JsonMapper();
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();

    StageCrew(Swarm swarm, StageHand hand, Faults faults, Launcher launcher) {
        this.swarm = swarm;
        this.hand = hand;
        this.faults = faults;
        this.launcher = launcher;
    }

    /** Does something to a node. */
    void act(String node, StageAction action) {
        Member member = member(node);
        if (action.isLaunchers() && launcher.isThere()) {
            launcher.ask(action, node);
        } else if (node.equals(hand.self())) {
            hand.act(action).join();
        } else {
            post(member, "/api/stage/self/" + action.label(), "{}");
        }
    }

    /** Splits the network into islands; nodes on none of them reach everybody. One island heals it. */
    void split(List<List<String>> islands) {
        Set<String> all = new TreeSet<>();
        islands.forEach(all::addAll);
        all.forEach(this::member);
        List<String> missed = new ArrayList<>();
        for (Member member : swarm.view().members()) {
            String node = member.id().name();
            Set<String> others = new TreeSet<>();
            islands.stream().filter(island -> !island.contains(node)).forEach(others::addAll);
            List<String> cut = all.contains(node) ? List.copyOf(others) : List.of();
            try {
                cut(member, cut);
            } catch (LeagueException e) {
                if (member.status().isLive()) {
                    missed.add(node);
                }
            }
        }
        if (!missed.isEmpty()) {
            throw new LeagueException(Kind.LATER, "Not told: " + String.join(", ", missed));
        }
    }

    private void cut(Member member, List<String> others) {
        if (member.id().name().equals(hand.self())) {
            faults.cut(others);
        } else {
            post(member, "/api/stage/self/cut", mapper.writeValueAsString(others));
        }
    }

    private Member member(String node) {
        return swarm.view().members().stream()
                .filter(member -> member.id().name().equals(node))
                .findFirst()
                .orElseThrow(() -> new LeagueException(Kind.UNKNOWN, "There is no node " + node));
    }

    private void post(Member member, String path, String json) {
        String node = member.id().name();
        Member.Profile profile = member.profile();
        String base = profile == null ? null : profile.webAddress();
        if (base == null) {
            throw new LeagueException(Kind.CONFLICT, node + " has no web address");
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .header(StageGuard.HEADER, "1")
                .POST(BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new LeagueException(Kind.CONFLICT, detail(response.body(), node));
            }
        } catch (IOException e) {
            throw new LeagueException(Kind.LATER, node + " does not answer; is its process running?");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LeagueException(Kind.LATER, "Interrupted");
        }
    }

    private String detail(String body, String node) {
        try {
            return mapper.readTree(body).path("detail").asString(node + " refused");
        } catch (JacksonException e) {
            return node + " refused";
        }
    }
}

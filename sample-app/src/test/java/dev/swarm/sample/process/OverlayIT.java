package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** State that three processes share, when some of them, or all, come to an end. */
class OverlayIT {

    private static final Duration JOIN = Duration.ofSeconds(15);
    private static final Duration SPREAD = Duration.ofSeconds(2);
    private static final Duration EXIT = Duration.ofSeconds(20);
    private static final String[] ALL = {"capitol", "gotham", "metropolis"};

    @TempDir
    private Path folder;

    @Test
    void whatOneWritesIsEverywhereAndOutlivesItsWriter() {
        try (TestCluster cluster = TestCluster.of(OverlayIT.class)) {
            List<SampleNode> nodes = cluster.startAll(ALL);
            TestCluster.awaitHealthy(nodes, JOIN, ALL);
            SampleNode gotham = nodes.get(1);
            List<SampleNode> others = List.of(nodes.get(0), nodes.get(2));

            gotham.put("hero", "{\"name\":\"Batman\",\"health\":100}");
            gotham.put("villain", "\"Joker\"");
            awaitEqual(nodes, SPREAD, "hero", "villain");
            gotham.delete("villain");
            awaitEqual(nodes, SPREAD, "hero");
            for (SampleNode other : others) {
                JsonNode hero = other.overlay().path("entities").path("hero");
                assertThat(hero.path("data").toString()).isEqualTo("{\"name\":\"Batman\",\"health\":100}");
                assertThat(hero.path("node").asString()).isEqualTo("gotham");
            }

            gotham.program().kill();
            for (SampleNode other : others) {
                assertThat(entities(other)).containsExactly("hero");
            }
            others.get(0).put("ally", "{\"name\":\"Robin\"}");
            awaitEqual(others, SPREAD, "ally", "hero");

            SampleNode restarted = cluster.start("gotham");
            restarted.awaitStarted();
            List<SampleNode> again = List.of(others.get(0), others.get(1), restarted);
            awaitEqual(again, JOIN, "ally", "hero");
            restarted.delete("hero");
            awaitEqual(again, SPREAD, "ally");
        }
    }

    @Test
    void whatWasStoredIsThereAfterAllHaveEnded() {
        try (TestCluster cluster = TestCluster.of(OverlayIT.class)) {
            List<SampleNode> nodes = startStoring(cluster);
            nodes.get(0).put("hero", "{\"name\":\"Batman\"}");
            nodes.get(1).put("villain", "\"Joker\"");
            nodes.get(2).put("ally", "\"Robin\"");
            awaitEqual(nodes, SPREAD, "ally", "hero", "villain");
            nodes.get(2).delete("villain");
            awaitEqual(nodes, SPREAD, "ally", "hero");
            String digest = digest(nodes.get(0));
            nodes.forEach(node -> node.program().terminate());
            nodes.forEach(node -> node.program().awaitExit(EXIT));

            List<SampleNode> restarted = startStoring(cluster);

            awaitEqual(restarted, SPREAD, "ally", "hero");
            assertThat(digest(restarted.get(0))).isEqualTo(digest);
            assertThat(restarted)
                    .allSatisfy(node -> assertThat(node.program().lines())
                            .noneMatch(line -> line.contains(" ERROR ") || line.contains("cannot be stored")));
        }
    }

    private List<SampleNode> startStoring(TestCluster cluster) {
        List<SampleNode> nodes = new ArrayList<>();
        for (String name : ALL) {
            nodes.add(cluster.start(name, "--swarm.overlay.snapshot-file=" + folder.resolve(name + ".snapshot")));
        }
        nodes.forEach(SampleNode::awaitStarted);
        TestCluster.awaitHealthy(nodes, JOIN, ALL);
        return nodes;
    }

    private static void awaitEqual(List<SampleNode> nodes, Duration patience, String... entities) {
        TestCluster.awaitThat(patience, () -> {
            for (SampleNode node : nodes) {
                assertThat(entities(node)).as(node.name()).containsExactly(entities);
                assertThat(digest(node)).as(node.name()).isEqualTo(digest(nodes.get(0)));
            }
        });
    }

    private static List<String> entities(SampleNode node) {
        return List.copyOf(node.overlay().path("entities").propertyNames());
    }

    private static String digest(SampleNode node) {
        return node.overlay().path("digest").asString();
    }
}

package dev.swarm.spring.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.api.event.LinkQualityChanged;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.spring.SwarmMessageHandler;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;

/** Two applications whose beans talk to each other over real connections. */
class TwoNodesTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final NodeId GOTHAM = NodeId.of("gotham");
    private static final NodeId METROPOLIS = NodeId.of("metropolis");

    private final String cluster = TestNodes.newCluster();

    @Test
    void beansOfTwoNodesTalk() {
        node("gotham")
                .withBean(Desk.class)
                .run(gotham -> node("metropolis")
                        .withBean(Press.class)
                        .withPropertyValues(TestNodes.seed(gotham.getBean(Swarm.class)))
                        .run(metropolis -> {
                            awaitLink(metropolis, GOTHAM);
                            awaitLink(gotham, METROPOLIS);
                            messagesArriveInOrder(metropolis, gotham.getBean(Desk.class));
                            requestsAreAnsweredOrFail(metropolis);
                            measuresAndTells(metropolis);
                        }));
    }

    /** A node that is measured soon, and does not call a link bad because the machine is busy. */
    private ApplicationContextRunner node(String name) {
        return TestNodes.runner(cluster, name)
                .withPropertyValues(
                        "swarm.monitor.ping-interval=500ms",
                        "swarm.comms.quality.rtt=5s,6s,7s,8s",
                        "swarm.comms.quality.loss=0.7,0.8,0.9,1");
    }

    private static void awaitLink(ApplicationContext context, NodeId other) {
        CommsManager comms = context.getBean(CommsManager.class);
        await().atMost(LONG)
                .until(() -> comms.links().stream().anyMatch(link -> link.node().equals(other) && link.connected()));
    }

    private static void messagesArriveInOrder(ApplicationContext metropolis, Desk desk) {
        CommsManager comms = metropolis.getBean(CommsManager.class);
        for (int i = 0; i < 10; i++) {
            assertThat(comms.send(GOTHAM, new Alarm("bank " + i), Priority.CRITICAL))
                    .isEqualTo(SendOutcome.SENT);
        }
        assertThat(comms.deliver(GOTHAM, new Alarm("last"), Priority.CRITICAL, LONG))
                .succeedsWithin(LONG);
        assertThat(desk.heard)
                .hasSize(11)
                .startsWith("metropolis, critical: bank 0")
                .endsWith("metropolis, critical: last");
    }

    private static void requestsAreAnsweredOrFail(ApplicationContext metropolis) {
        CommsManager comms = metropolis.getBean(CommsManager.class);
        assertThat(comms.request(GOTHAM, new Question(20), Answer.class))
                .succeedsWithin(LONG)
                .isEqualTo(new Answer(21));
        assertThat(comms.request(GOTHAM, new Question(-1), Answer.class))
                .failsWithin(LONG)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(RemoteFailureException.class)
                .withMessageContaining("below zero");
        NodeId self = metropolis.getBean(Swarm.class).self().id();
        assertThat(comms.request(self, "who", String.class))
                .succeedsWithin(LONG)
                .isEqualTo("metropolis");
    }

    private static void measuresAndTells(ApplicationContext metropolis) {
        NodeMonitor monitor = metropolis.getBean(NodeMonitor.class);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(monitor.health(GOTHAM))
                        .hasValueSatisfying(
                                health -> assertThat(health.history()).isNotEmpty()));
        assertThat(monitor.health(GOTHAM).map(NodeHealth::quality)).isPresent();
        // the link was disconnected before it was there
        await().atMost(LONG)
                .until(() -> metropolis.getBean(Press.class).changes.stream()
                        .anyMatch(change ->
                                change.node().equals(GOTHAM) && change.current() != LinkQuality.DISCONNECTED));
    }

    record Alarm(String place) {}

    record Question(int number) {}

    record Answer(int number) {}

    static class Desk {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @SwarmMessageHandler
        void onAlarm(Alarm alarm, NodeId sender, Priority priority) {
            heard.add(sender + ", " + priority.label() + ": " + alarm.place());
        }

        @SwarmMessageHandler
        CompletableFuture<Answer> answer(Question question) {
            if (question.number() < 0) {
                throw new IllegalArgumentException("below zero");
            }
            return CompletableFuture.supplyAsync(() -> new Answer(question.number() + 1));
        }
    }

    static class Press {

        private final List<LinkQualityChanged> changes = new CopyOnWriteArrayList<>();

        @EventListener
        void onChange(LinkQualityChanged change) {
            changes.add(change);
        }

        @SwarmMessageHandler
        String name(String question) {
            return "metropolis".substring(question.length() - "who".length());
        }
    }
}

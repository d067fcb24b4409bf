package dev.swarm;

import static dev.swarm.RegistryNodes.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.registry.GroupAnswers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows of the features about groups that need whole nodes; docs/registry-tests.md lists them all. */
class RegistryGroupsIT {

    private final RegistryNodes nodes = new RegistryNodes();
    private List<Swarm> all = List.of();

    @BeforeEach
    void start() {
        all = nodes.start("a", "b", "c");
    }

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void whatIsPublishedReachesEachMemberOnceAndASlowOneHoldsUpNobody() {
        List<String> heard = new CopyOnWriteArrayList<>();
        CountDownLatch slow = new CountDownLatch(1);
        for (Swarm node : all) {
            String self = node.self().id().name();
            member(node, "ear-" + self, "ears", message -> {
                if (self.equals("b")) {
                    slow.await();
                }
                heard.add(self + " " + message.as(String.class));
                return null;
            });
        }
        nodes.awaitMembers("ears", 3);
        assertThat(all.get(0).groups().publish("ears", "first"))
                .succeedsWithin(LONG)
                .isEqualTo(3);
        assertThat(all.get(2).groups().publish("ears", "second"))
                .succeedsWithin(LONG)
                .isEqualTo(3);
        await().atMost(LONG).until(() -> heard.size() == 4);
        assertThat(heard).containsExactlyInAnyOrder("a first", "a second", "c first", "c second");
        slow.countDown();
        await().atMost(LONG).until(() -> heard.size() == 6);
        assertThat(heard).contains("b first", "b second");
    }

    @Test
    void answersAndFailuresAreApartAndNothingIsNeither() {
        CountDownLatch slow = new CountDownLatch(1);
        member(all.get(0), "one", "five", message -> 1);
        member(all.get(1), "two", "five", message -> 2);
        member(all.get(2), "nothing", "five", message -> null);
        member(all.get(1), "thrower", "five", message -> {
            throw new IllegalStateException("thrown on purpose");
        });
        member(all.get(2), "sleeper", "five", message -> {
            slow.await();
            return 3;
        });
        nodes.awaitMembers("five", 5);
        GroupAnswers<Integer> answers = all.get(0)
                .groups()
                .multiCall("five", "count", Integer.class, Duration.ofSeconds(2))
                .join();
        slow.countDown();
        assertThat(answers.values()).containsExactly(1, 2);
        assertThat(answers.failures()).containsOnlyKeys("sleeper", "thrower");
        assertThat(answers.failures().get("thrower")).isInstanceOf(RemoteFailureException.class);
        assertThat(answers.failures().get("sleeper")).isInstanceOf(RegistryTimeoutException.class);
    }

    @Test
    void allMembersAreAskedAtOnce() {
        CountDownLatch meeting = new CountDownLatch(10);
        for (int i = 0; i < 10; i++) {
            member(all.get(i % 3), "member-" + i, "ten", message -> {
                meeting.countDown();
                // nobody answers before all were asked
                meeting.await();
                return "met";
            });
        }
        nodes.awaitMembers("ten", 10);
        assertThat(all.get(1)
                        .groups()
                        .multiCall("ten", "meet", String.class)
                        .join()
                        .values())
                .hasSize(10)
                .containsOnly("met");
    }

    private void member(Swarm node, String name, String group, SwarmWorker worker) {
        nodes.local(node, name, worker);
        node.groups().join(group, name).join();
    }
}

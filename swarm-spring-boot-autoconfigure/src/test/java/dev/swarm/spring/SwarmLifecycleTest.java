package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmState;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;

class SwarmLifecycleTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final String cluster = TestNodes.newCluster();

    @Test
    void leavesBeforeTheWebServerStopsAcceptingAndClosesItsSocketsAfterThat() {
        assertThat(SwarmLifecycle.PHASE)
                .isEqualTo(Integer.MAX_VALUE - 512)
                .isGreaterThan(WebServerApplicationContext.GRACEFUL_SHUTDOWN_PHASE)
                .isLessThan(SmartLifecycle.DEFAULT_PHASE);
        assertThat(SwarmSocketsLifecycle.PHASE).isLessThan(WebServerApplicationContext.START_STOP_LIFECYCLE_PHASE);
    }

    @Test
    void eventsFlowBeforeTheNodeStartsAndUntilItHasLeft() {
        assertThat(SwarmEventPublisher.PHASE).isLessThan(SwarmLifecycle.PHASE);
        assertThat(WebAddressAnnouncer.PHASE).isGreaterThan(SwarmLifecycle.PHASE);
    }

    @Test
    void runsAsLongAsTheContext() {
        TestNodes.runner(cluster, "one").run(context -> {
            Swarm swarm = context.getBean(Swarm.class);
            assertThat(swarm.state()).isEqualTo(SwarmState.RUNNING);
            context.getSourceApplicationContext().close();
            assertThat(swarm.state()).isEqualTo(SwarmState.STOPPED);
        });
    }

    @Test
    void saysGoodbyeBeforeItGoes() {
        TestNodes.runner(cluster, "one").run(one -> {
            Swarm first = one.getBean(Swarm.class);
            second(first).run(two -> await().atMost(LONG).until(() -> status(first, "two") == MemberStatus.HEALTHY));
            await().atMost(LONG).until(() -> status(first, "two") == MemberStatus.LEFT);
        });
    }

    @Test
    void aStoppedContextReleasesItsPortAndCanBeStartedAgain() {
        TestNodes.runner(cluster, "one").run(one -> {
            Swarm first = one.getBean(Swarm.class);
            second(first).run(two -> {
                Swarm swarm = two.getBean(Swarm.class);
                await().atMost(LONG).until(() -> status(first, "two") == MemberStatus.HEALTHY);
                restart(two.getSourceApplicationContext(ConfigurableApplicationContext.class), swarm);
                assertThat(swarm.state()).isEqualTo(SwarmState.RUNNING);
                await().atMost(LONG).until(() -> status(first, "two") == MemberStatus.HEALTHY);
                await().atMost(LONG).until(() -> swarm.topology().nodeCount() == 2);
            });
        });
    }

    @Test
    void startsAgainAfterALeaveThatClosedNothing() {
        TestNodes.runner(cluster, "one").run(context -> {
            Swarm swarm = context.getBean(Swarm.class);
            SwarmLifecycle lifecycle = context.getBean(SwarmLifecycle.class);
            lifecycle.stop();
            assertThat(lifecycle.isRunning()).isFalse();
            assertThat(swarm.state().isAnswering()).isTrue();
            lifecycle.start();
            assertThat(lifecycle.isRunning()).isTrue();
            assertThat(swarm.state()).isEqualTo(SwarmState.RUNNING);
        });
    }

    @Test
    void stopsWithoutHoldingTheCaller() {
        TestNodes.runner(cluster, "one").run(context -> {
            CountDownLatch left = new CountDownLatch(1);
            context.getBean(SwarmLifecycle.class).stop(left::countDown);
            assertThat(left.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        });
    }

    @Test
    void canBePausedByTheTestFramework() {
        TestNodes.runner(cluster, "one")
                .run(context -> assertThat(
                                context.getBeansOfType(SmartLifecycle.class).values())
                        .hasSizeGreaterThanOrEqualTo(3)
                        .allMatch(SmartLifecycle::isPauseable)
                        .allMatch(SmartLifecycle::isAutoStartup));
    }

    @Test
    void addsOnlyDaemonThreads() {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        TestNodes.runner(cluster, "one").run(context -> {
            List<Thread> added = Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> !before.contains(thread))
                    .toList();
            assertThat(added).isNotEmpty().allMatch(Thread::isDaemon);
        });
    }

    private ApplicationContextRunner second(Swarm first) {
        return TestNodes.runner(cluster, "two").withPropertyValues(TestNodes.seed(first));
    }

    private static void restart(ConfigurableApplicationContext context, Swarm swarm) throws Exception {
        int port = swarm.self().address().port();
        context.stop();
        assertThat(swarm.state()).isEqualTo(SwarmState.STOPPED);
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(free.isBound()).isTrue();
        }
        context.start();
    }

    private static @Nullable MemberStatus status(Swarm observer, String name) {
        return observer.view()
                .member(NodeId.of(name))
                .map(member -> member.status())
                .orElse(null);
    }
}

package dev.swarm.spring.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.CommanderLease;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.event.NodeUp;
import dev.swarm.spring.CommanderScope;
import dev.swarm.spring.OnCommander;
import dev.swarm.spring.TestTopology;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;

/** Methods that run only while this node commands. */
class OnCommanderTest {

    private final TestTopology topology = new TestTopology("gotham");
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SwarmCommandAutoConfiguration.class))
            .withBean(SwarmTopology.class, () -> topology)
            .withBean(Jobs.class)
            .withBean(Depot.class, Warehouse::new)
            .withBean(Whole.class);

    @Test
    void runWhileTheNodeCommandsAndNotOtherwise() {
        runner.run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            jobs.work("before");
            topology.command();
            jobs.work("during");
            topology.lose();
            jobs.work("after");
            assertThat(jobs.done()).containsExactly("during");
            GuardedCalls calls = context.getBean(GuardedCalls.class);
            assertThat(calls.ran()).isEqualTo(1);
            assertThat(calls.skipped()).isEqualTo(2);
        });
    }

    @Test
    void giveNothingInTheWordsOfTheirTypeWhenTheyAreSkipped() {
        runner.run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            assertThat(jobs.text()).isNull();
            assertThat(jobs.number()).isNull();
            assertThat(jobs.optional()).isEmpty();
            assertThat(jobs.completable()).isCompletedWithValue(null);
            assertThat(jobs.stage().toCompletableFuture()).isCompletedWithValue(null);
            assertThat(jobs.future().get()).isNull();
            assertThat(jobs.object()).isNull();
        });
    }

    @Test
    void giveWhatTheyReturnWhenTheyRunEvenNothing() {
        topology.command();
        runner.run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            assertThat(jobs.text()).isEqualTo("text");
            assertThat(jobs.number()).isEqualTo(7);
            assertThat(jobs.optional()).contains("optional");
            assertThat(jobs.completable()).isCompletedWithValue("completable");
            assertThat(jobs.object()).isNull();
            assertThat(context.getBean(GuardedCalls.class).skipped()).isZero();
        });
    }

    @Test
    void throwWhatTheyThrow() {
        topology.command();
        runner.run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            assertThatThrownBy(jobs::fail).isExactlyInstanceOf(IOException.class);
            assertThatThrownBy(jobs::err).isExactlyInstanceOf(AssertionError.class);
            assertThatThrownBy(CommanderScope::lease).isInstanceOf(IllegalStateException.class);
        });
    }

    @Test
    void knowTheCommandTheyRunUnder() {
        CommanderLease lease = topology.command();
        runner.run(context -> {
            assertThat(context.getBean(Jobs.class).term()).isEqualTo(lease.term());
            assertThat(CommanderScope.find()).isEmpty();
            assertThatThrownBy(CommanderScope::lease)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("not in a method guarded by @OnCommander");
        });
    }

    @Test
    void neverMixTwoCommandsInOneTask() {
        topology.command();
        runner.run(context -> {
            Jobs jobs = context.getBean(Jobs.class);
            jobs.whileGuarded(() -> {
                topology.command();
                jobs.work("under a later command");
                assertThat(CommanderScope.lease().term()).isEqualTo(1);
            });
            assertThat(jobs.done()).isEmpty();
            jobs.work("later");
            assertThat(jobs.done()).containsExactly("later");
        });
    }

    @Test
    void listenToEventsOnlyOnTheCommander() {
        runner.run(context -> {
            context.publishEvent("before");
            topology.command();
            context.publishEvent("during");
            assertThat(context.getBean(Jobs.class).done()).containsExactly("during");
        });
    }

    @Test
    void mayBeMarkedByATypeWhichLeavesWhatEveryObjectHas() {
        runner.run(context -> {
            Whole whole = context.getBean(Whole.class);
            assertThat(whole.name()).isNull();
            assertThat(whole.toString()).isEqualTo("whole");
            assertThat(List.of(whole)).contains(context.getBean(Whole.class));
            topology.command();
            assertThat(whole.name()).isEqualTo("a secret");
        });
    }

    @Test
    void mayBeMarkedOnAnInterfaceBehindAProxyOfJava() {
        runner.withPropertyValues("spring.aop.proxy-target-class=false").run(context -> {
            Depot<?> depot = context.getBean(Depot.class);
            assertThat(Proxy.isProxyClass(depot.getClass())).isTrue();
            assertThat(depot.take()).isEmpty();
            topology.command();
            assertThat(depot.take()).isEqualTo(Optional.of("crate"));
        });
    }

    @Test
    void mayBeMarkedOnAnInterfaceBehindAProxyOfTheClass() {
        runner.run(context -> {
            Depot<?> depot = context.getBean(Depot.class);
            assertThat(depot).isInstanceOf(Warehouse.class);
            assertThat(depot.take()).isEmpty();
            topology.command();
            assertThat(depot.take()).isEqualTo(Optional.of("crate"));
        });
    }

    @Test
    void beansWithoutThemStayAsTheyAre() {
        runner.withBean("plain", List.class, ArrayList::new)
                .run(context -> assertThat(AopUtils.isAopProxy(context.getBean("plain")))
                        .isFalse());
    }

    @Test
    void aScopeCanBeOpenedByHandForTests() throws Exception {
        CommanderLease lease = topology.command();
        assertThat(CommanderScope.run(lease, () -> CommanderScope.lease().term()))
                .contains(1L);
        topology.lose();
        assertThat(CommanderScope.run(lease, () -> "too late")).isEmpty();
        assertThat(CommanderScope.find()).isEmpty();
    }

    @OnCommander
    @Retention(RetentionPolicy.RUNTIME)
    @interface ClusterJob {}

    static class Jobs {

        private final List<String> done = new ArrayList<>();

        List<String> done() {
            return done;
        }

        @OnCommander
        void work(String what) {
            done.add(what);
        }

        @EventListener
        @ClusterJob
        void onText(PayloadApplicationEvent<String> event) {
            done.add(event.getPayload());
        }

        @OnCommander
        @EventListener
        public void onUp(NodeUp event) {
            done.add(event.node().name());
        }

        @OnCommander
        @Nullable
        String text() {
            return "text";
        }

        @OnCommander
        @Nullable
        Integer number() {
            return 7;
        }

        @OnCommander
        Optional<String> optional() {
            return Optional.of("optional");
        }

        @OnCommander
        CompletableFuture<@Nullable String> completable() {
            return CompletableFuture.completedFuture("completable");
        }

        @OnCommander
        CompletionStage<@Nullable String> stage() {
            return completable();
        }

        @OnCommander
        Future<@Nullable String> future() {
            return completable();
        }

        @OnCommander
        @Nullable
        Object object() {
            return null;
        }

        @OnCommander
        void fail() throws IOException {
            throw new IOException("on purpose");
        }

        @OnCommander
        void err() {
            throw new AssertionError("on purpose");
        }

        @OnCommander
        @Nullable
        Long term() {
            return CommanderScope.lease().term();
        }

        @OnCommander
        void whileGuarded(Runnable action) {
            action.run();
        }
    }

    interface Depot<T> {

        @OnCommander
        Optional<T> take();
    }

    static class Warehouse implements Depot<String> {

        @Override
        public Optional<String> take() {
            return Optional.of("crate");
        }
    }

    @OnCommander
    static class Whole {

        public @Nullable String name() {
            return secret();
        }

        private static String secret() {
            return "a secret";
        }

        @Override
        public String toString() {
            return "whole";
        }
    }
}

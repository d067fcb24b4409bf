package dev.swarm.spring.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.Message;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.spring.SwarmMessageHandler;
import dev.swarm.spring.TestComms;
import dev.swarm.spring.TestNodes;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** Methods of beans that handle messages; what is sent here is handed over at once. */
class MessageHandlersTest {

    private static final NodeId SELF = NodeId.of("self");
    private static final Duration LONG = Duration.ofSeconds(30);

    private final TestComms comms = new TestComms();
    private final ApplicationContextRunner runner = TestNodes.switchedOff().withBean(CommsManager.class, () -> comms);

    @Test
    void aMethodThatReturnsNothingTakesMessages() {
        runner.withBean(Desk.class).run(context -> {
            Desk desk = context.getBean(Desk.class);
            comms.send(SELF, new Alarm("bank"), Priority.HIGH);
            assertThat(desk.heard).containsExactly("bank by self, high");
        });
    }

    @Test
    void aMethodThatReturnsSomethingAnswersRequests() {
        runner.withBean(Desk.class).run(context -> {
            assertThat(ask(new Question(20))).isEqualTo(new Answer(21));
            assertThat(comms.request(SELF, 41, Integer.class).get(30, TimeUnit.SECONDS))
                    .isEqualTo(42);
        });
    }

    @Test
    void anAnswerThatComesLaterIsWaitedForAndForNoLongerThanARequestMayTake() {
        runner.withPropertyValues("swarm.comms.request-timeout=20ms")
                .withBean(Later.class)
                .run(context -> {
                    assertThat(ask(new Question(1))).isEqualTo(new Answer(1));
                    assertThatThrownBy(() -> ask(new Question(0)))
                            .rootCause()
                            .isInstanceOf(TimeoutException.class)
                            .hasMessage("The answer was not complete within 20 ms");
                    assertThatThrownBy(() -> ask(new Question(-1)))
                            .rootCause()
                            .isInstanceOf(IllegalArgumentException.class);
                });
    }

    @Test
    void whatAMethodThrowsIsWhatTheSenderIsToldOf() {
        runner.withBean(Thrower.class)
                .run(context -> assertThatThrownBy(() -> ask(new Question(1)))
                        .isInstanceOf(CompletionException.class)
                        .cause()
                        .isInstanceOf(IOException.class)
                        .hasMessage("no line"));
    }

    @Test
    void aHandlerOfAGenericSuperclassTakesWhatTheSubclassNames() {
        runner.withBean(Named.class).run(context -> {
            comms.send(SELF, new Alarm("port"));
            assertThat(context.getBean(Named.class).taken).containsExactly(new Alarm("port"));
        });
    }

    @Test
    void aLazyBeanIsMadeByItsFirstMessageAndAPrototypeByEach() {
        Counting.made.set(0);
        runner.withUserConfiguration(Scopes.class).run(context -> {
            assertThat(Counting.made).hasValue(0);
            comms.send(SELF, "to the lazy one");
            comms.send(SELF, "again");
            assertThat(Counting.made).hasValue(1);
            comms.send(SELF, new byte[1]);
            comms.send(SELF, new byte[1]);
            assertThat(Counting.made).hasValue(3);
        });
    }

    @Test
    void aScopedProxyHasOneHandlerNotTwo() {
        runner.withUserConfiguration(Scoped.class).run(context -> {
            assertThat(context).hasNotFailed();
            comms.send(SELF, new Alarm("docks"));
            assertThat(comms.types()).containsExactly(Alarm.class);
        });
    }

    @Test
    void mapsListsSetsAndConstantsAreTakenAsThatIsHowTheyAreSent() {
        runner.withBean(Collections.class)
                .run(context -> assertThat(comms.types())
                        .containsExactlyInAnyOrder(Map.class, List.class, Set.class, TimeUnit.class, int[].class));
    }

    @Test
    void anAnnotationOfOnesOwnWillDo() {
        runner.withBean(Own.class).run(context -> assertThat(comms.types()).containsExactly(Alarm.class));
    }

    @Test
    void theExecutorThatIsNamedCallsTheMethod() {
        List<Runnable> tasks = new CopyOnWriteArrayList<>();
        runner.withBean("mine", Executor.class, () -> tasks::add)
                .withPropertyValues("who=mine")
                .withBean(Executed.class)
                .run(context -> {
                    comms.send(SELF, new Alarm("zoo"));
                    CompletableFuture<Answer> answer = comms.request(SELF, new Question(1), Answer.class);
                    assertThat(context.getBean(Executed.class).taken).isEmpty();
                    assertThat(answer).isNotDone();
                    tasks.forEach(Runnable::run);
                    assertThat(context.getBean(Executed.class).taken).containsExactly(new Alarm("zoo"));
                    assertThat(answer).isCompletedWithValue(new Answer(2));
                });
    }

    @Test
    void handlersStandFromBeforeTheNodeStartsUntilItHasLeft() {
        runner.withBean(Desk.class).run(context -> {
            MessageHandlers handlers = context.getBean(MessageHandlers.class);
            SmartLifecycle node = context.getBean("swarmLifecycle", SmartLifecycle.class);
            assertThat(handlers.getPhase()).isEqualTo(node.getPhase() - 1);
            assertThat(handlers.isAutoStartup()).isTrue();
            context.getSourceApplicationContext().stop();
            assertThat(comms.types()).isEmpty();
            assertThat(handlers.isRunning()).isFalse();
            context.getSourceApplicationContext().start();
            assertThat(comms.types()).containsExactlyInAnyOrder(Alarm.class, Question.class, Integer.class);
        });
        assertThat(comms.types()).isEmpty();
    }

    @Test
    void areThereWithLazyInitializationOfEverything() {
        runner.withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withBean(Desk.class)
                .run(context -> assertThat(comms.types()).contains(Alarm.class));
    }

    @Test
    void areNotThereWithoutANode() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SwarmCommsAutoConfiguration.class))
                .run(context -> assertThat(context)
                        .doesNotHaveBean(MessageHandlers.class)
                        .doesNotHaveBean(Swarm.class));
    }

    private Answer ask(Question question) {
        return comms.request(SELF, question, Answer.class, Priority.NORMAL, LONG)
                .join();
    }

    record Alarm(String place) {}

    record Question(int number) {}

    record Answer(int number) {}

    static class Desk {

        private final List<String> heard = new CopyOnWriteArrayList<>();

        @SwarmMessageHandler
        void onAlarm(Priority priority, Alarm alarm, NodeId sender) {
            heard.add(alarm.place() + " by " + sender + ", " + priority.label());
        }

        @SwarmMessageHandler
        Answer answer(Message<Question> question) {
            return new Answer(question.payload().number() + 1);
        }

        @SwarmMessageHandler
        int next(int number) {
            return number + 1;
        }
    }

    static class Later {

        @SwarmMessageHandler
        CompletableFuture<Answer> answer(Question question) {
            return switch (question.number()) {
                case 0 -> new CompletableFuture<>();
                case -1 -> CompletableFuture.failedFuture(new IllegalArgumentException("below zero"));
                default -> CompletableFuture.completedFuture(new Answer(question.number()));
            };
        }
    }

    static class Thrower {

        @SwarmMessageHandler
        Answer answer(Question question) throws IOException {
            throw new IOException("no line");
        }
    }

    abstract static class Base<T> {

        final List<T> taken = new CopyOnWriteArrayList<>();

        @SwarmMessageHandler
        void take(T what) {
            taken.add(what);
        }
    }

    static class Named extends Base<Alarm> {}

    static class Counting {

        private static final AtomicInteger made = new AtomicInteger();

        Counting() {
            made.incrementAndGet();
        }
    }

    static class LazyOne extends Counting {

        @SwarmMessageHandler
        void take(String text) {}
    }

    static class FreshOne extends Counting {

        @SwarmMessageHandler
        void take(byte[] bytes) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Scopes {

        @Bean
        @Lazy
        LazyOne lazy() {
            return new LazyOne();
        }

        @Bean
        @Scope("prototype")
        FreshOne fresh() {
            return new FreshOne();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Scoped {

        @Bean
        @Scope(value = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
        Named named() {
            return new Named();
        }
    }

    static class Collections {

        @SwarmMessageHandler
        void take(Map<String, Object> map) {}

        @SwarmMessageHandler
        void take(Message<List<?>> list) {}

        @SwarmMessageHandler
        void take(Set<Object> set) {}

        @SwarmMessageHandler
        void take(TimeUnit constant) {}

        @SwarmMessageHandler
        void take(int[] numbers) {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @SwarmMessageHandler
    @interface OnMessage {}

    static class Own {

        @OnMessage
        void take(Alarm alarm) {}
    }

    static class Executed extends Base<Alarm> {

        @Override
        @SwarmMessageHandler(executor = "mine")
        void take(Alarm what) {
            super.take(what);
        }

        @SwarmMessageHandler(executor = "${who}")
        Answer answer(Question question) {
            return new Answer(question.number() + 1);
        }
    }
}

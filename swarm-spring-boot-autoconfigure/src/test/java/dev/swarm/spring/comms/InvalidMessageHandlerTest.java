package dev.swarm.spring.comms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.CommsManager;
import dev.swarm.api.Message;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.spring.OnCommander;
import dev.swarm.spring.SwarmMessageHandler;
import dev.swarm.spring.TestComms;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.command.GuardedCalls;
import dev.swarm.spring.diagnostics.InvalidMessageHandlerException;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** A method that cannot handle messages stops the start, by its name. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidMessageHandlerTest {

    private final TestComms comms = new TestComms();
    private final ApplicationContextRunner runner = TestNodes.switchedOff().withBean(CommsManager.class, () -> comms);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Hidden    | Hidden.take(String)           | it is private",
                "Loose     | Loose.take(String)            | it is static",
                "Bare      | Bare.take()                   | it has no parameter for the payload",
                "Sender    | Sender.take(NodeId, Priority) | it has no parameter for the payload",
                "Couple    | Couple.take(String, Integer)  | it has more parameters than a message has values",
                "Both      | Both.take(String, Message)    | it has more parameters than a message has values",
                "Twice     | Twice.take(String, NodeId, NodeId) | it has more parameters than a message has values",
                "Raw       | Raw.take(Message)             | it does not name the class of its payload",
                "Anything  | Anything.take(Object)         | it does not name the class of its payload",
                "Growing   | Growing.take(Properties)      | no payload is sent as just this class",
                "Abstract  | Abstract.take(CharSequence)   | no payload is sent as just this class",
                "Listed    | Listed.take(Message)          | its payload has type arguments",
                "Boxed     | Boxed.take(Box)               | its payload has type arguments",
                "Streaming | Streaming.take(String)        | it returns a reactive stream",
                "Executed  | Executed.take(String)         | with the name that it gives: 'nobody'",
            })
    void isRefusedByName(String type, String method, String reason) throws ClassNotFoundException {
        Class<?> bean = Class.forName(InvalidMessageHandlerTest.class.getName() + "$" + type);
        runner.withBean("thing", bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidMessageHandlerException.class)
                        .hasMessageContaining("$" + method + " of bean 'thing' cannot handle messages: ")
                        .hasMessageContaining(reason));
    }

    @Test
    void twoForOneTypeAreNamedBoth() {
        runner.withBean("one", Good.class)
                .withBean("other", Loud.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("$Loud.shout(Message) of bean 'other' cannot handle messages: its "
                                + "payload has a handler already, Method ")
                        .hasMessageEndingWith("$Good.take(String) of bean 'one'"));
    }

    @Test
    void oneBesideAHandlerOfTheApplicationItselfIsRefusedAndLeavesNothing() {
        comms.onMessage(String.class, message -> {});
        runner.withBean("one", Good.class)
                .withBean("two", Whole.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageEndingWith("$Good.take(String) of bean 'one' cannot handle messages: its payload "
                                + "has a handler already, registered with the CommsManager itself"));
        assertThat(comms.types()).containsExactly(String.class);
    }

    @Test
    void aProxyMustPassTheMethodOn() {
        runner.withBean("thing", Guarded.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("it is final, and the bean is behind a proxy"));
        runner.withPropertyValues("spring.aop.proxy-target-class=false")
                .withBean("thing", Consuming.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("the bean is behind a proxy that does not have it"));
    }

    @Test
    void aFinalMethodWillDoWithoutAProxy() {
        runner.withBean(Sealed.class).run(context -> assertThat(comms.types()).containsExactly(String.class));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theProxyTakesPartInTheCall(boolean byClass) {
        runner.withPropertyValues("spring.aop.proxy-target-class=" + byClass)
                .withBean(Ears.class)
                .run(context -> {
                    GuardedCalls calls = context.getBean(GuardedCalls.class);
                    comms.send(NodeId.of("self"), 7);
                    assertThat(calls.ran() + calls.skipped()).isOne();
                });
    }

    @Test
    void isShownAsOneSentenceAndARemedy(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThat(fails(application)).isTrue();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Method " + Bare.class.getName()
                        + ".take() of bean 'bare' cannot handle messages: it has no parameter for the payload.")
                .contains("Take the payload's class, or a Message of it, or remove @SwarmMessageHandler from it.");
    }

    private static boolean fails(SpringApplication application) {
        try {
            application.run("--swarm.enabled=false").close();
            return false;
        } catch (RuntimeException expected) {
            return true;
        }
    }

    static class Good {
        @SwarmMessageHandler
        void take(String text) {}
    }

    static class Whole {
        @SwarmMessageHandler
        void take(Integer number) {}
    }

    static class Loud {
        @SwarmMessageHandler
        String shout(Message<String> message) {
            return message.payload();
        }
    }

    static class Hidden {
        void call() {
            take("");
        }

        @SwarmMessageHandler
        private void take(String text) {
            assertThat(text).isNotNull();
        }
    }

    static class Loose {
        @SwarmMessageHandler
        static void take(String text) {}
    }

    static class Bare {
        @SwarmMessageHandler
        void take() {}
    }

    static class Sender {
        @SwarmMessageHandler
        void take(NodeId sender, Priority priority) {}
    }

    static class Couple {
        @SwarmMessageHandler
        void take(String text, Integer number) {}
    }

    static class Both {
        @SwarmMessageHandler
        void take(String text, Message<String> message) {}
    }

    static class Twice {
        @SwarmMessageHandler
        void take(String text, NodeId one, NodeId other) {}
    }

    static class Raw {
        @SwarmMessageHandler
        void take(Message<?> message) {}
    }

    static class Anything {
        @SwarmMessageHandler
        void take(Object anything) {}
    }

    static class Abstract {
        @SwarmMessageHandler
        void take(CharSequence text) {}
    }

    static class Listed {
        @SwarmMessageHandler
        void take(Message<List<String>> texts) {}
    }

    static class Growing {
        @SwarmMessageHandler
        void take(Properties things) {}
    }

    record Box<T>(T content) {}

    static class Boxed {
        @SwarmMessageHandler
        void take(Box<String> box) {}
    }

    static class Streaming {
        @SwarmMessageHandler
        Mono<String> take(String text) {
            return Mono.just(text);
        }
    }

    static class Executed {
        @SwarmMessageHandler(executor = "nobody")
        void take(String text) {}
    }

    static class Sealed {
        @SwarmMessageHandler
        public final void take(String text) {}
    }

    static class Guarded extends Sealed {
        @OnCommander
        void work() {}
    }

    static class Consuming implements Consumer<String> {
        @Override
        @OnCommander
        public void accept(String text) {}

        @SwarmMessageHandler
        public void take(String text) {}
    }

    interface Hearing {
        void hear(Integer number);
    }

    static class Ears implements Hearing {
        @Override
        @OnCommander
        @SwarmMessageHandler
        public void hear(Integer number) {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Bare bare() {
            return new Bare();
        }

        @Bean
        CommsManager comms() {
            return new TestComms();
        }
    }
}

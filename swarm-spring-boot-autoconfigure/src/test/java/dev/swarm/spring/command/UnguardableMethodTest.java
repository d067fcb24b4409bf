package dev.swarm.spring.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.OnCommander;
import dev.swarm.spring.TestTopology;
import dev.swarm.spring.diagnostics.UnguardableMethodException;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** A method whose guard would not hold stops the start, by its name. */
@ExtendWith(OutputCaptureExtension.class)
class UnguardableMethodTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SwarmCommandAutoConfiguration.class))
            .withBean(SwarmTopology.class, () -> new TestTopology("gotham"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Counting    | Counting.count(String)  | it returns a primitive value",
                "Sealed      | Sealed.work()           | it is final",
                "Hidden      | Hidden.work()           | it is private",
                "Loose       | Loose.work()            | it is static",
                "Streaming   | Streaming.work()        | it returns a reactive stream",
                "Closed      | Closed.                 | its class is final",
                "Marked      | Marked.size()           | it returns a primitive value",
                "Heir        | Sealed.work()           | it is final",
            })
    void isRefusedByName(String type, String method, String reason) throws ClassNotFoundException {
        Class<?> bean = Class.forName(UnguardableMethodTest.class.getName() + "$" + type);
        runner.withBean("thing", bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .isInstanceOf(UnguardableMethodException.class)
                        .hasMessageContaining("$" + method)
                        .hasMessageContaining(" of bean 'thing' cannot be guarded by @OnCommander: ")
                        .hasMessageContaining(reason));
    }

    @Test
    void aFinalClassWillDoBehindItsInterface() {
        runner.withBean(Closed.class)
                .withPropertyValues("spring.aop.proxy-target-class=false")
                .run(context ->
                        assertThat(context.getBean(Supplier.class).get()).isEqualTo(Optional.empty()));
    }

    @Test
    void isShownAsOneSentenceAndARemedy(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThat(assertThatStartFails(application)).isTrue();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Method " + Sealed.class.getName()
                        + ".work() of bean 'sealed' cannot be guarded by @OnCommander: it is final.")
                .contains("Remove 'final', or remove @OnCommander from it.");
    }

    private static boolean assertThatStartFails(SpringApplication application) {
        try {
            application.run("--swarm.enabled=false").close();
            return false;
        } catch (RuntimeException expected) {
            return true;
        }
    }

    static class Counting {
        @OnCommander
        int count(String what) {
            return what.length();
        }
    }

    static class Sealed {
        @OnCommander
        public final void work() {}
    }

    static class Heir extends Sealed {}

    static class Hidden {
        void call() {
            work();
        }

        @OnCommander
        private void work() {}
    }

    static class Loose {
        @OnCommander
        static void work() {}
    }

    static class Streaming {
        @OnCommander
        Mono<String> work() {
            return Mono.just("later");
        }
    }

    static final class Closed implements Supplier<Optional<String>> {
        @OnCommander
        public Optional<String> work() {
            return get();
        }

        @Override
        @OnCommander
        public Optional<String> get() {
            return Optional.of("done");
        }
    }

    @OnCommander
    static class Marked {
        int size() {
            return 1;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        Sealed sealed() {
            return new Sealed();
        }
    }
}

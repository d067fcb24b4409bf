package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.spring.SwarmWorkerType;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestRegistry;
import dev.swarm.spring.diagnostics.InvalidWorkerTypeException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** A bean that cannot make workers stops the start, by its name. */
@ExtendWith(OutputCaptureExtension.class)
class InvalidWorkerTypeTest {

    private final TestRegistry registry = new TestRegistry();
    private final ApplicationContextRunner runner =
            TestNodes.switchedOff().withBean(SwarmRegistry.class, () -> registry);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OneForAll | one     | the bean's scope is not prototype",
                "Lamp      | lamp    | its class implements neither SwarmWorker nor WorkerFactory",
                "Nameless  | ''      | the type cannot be named so: the worker type must have 1 to 200 bytes, not 0",
                "Twins     | twin    | the type has a factory already, bean 'second'",
                "ByName    | twin    | the type has a factory already, bean 'marked'",
            })
    void isRefusedByName(String source, String type, String reason) throws ClassNotFoundException {
        runner.withUserConfiguration(Class.forName(getClass().getName() + "$" + source))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(InvalidWorkerTypeException.class)
                        .hasMessageContaining("cannot make workers of the type '" + type + "': ")
                        .hasMessageContaining(reason));
    }

    @Test
    void aTypeThatIsKnownToTheNodeAlreadyIsRefused() {
        registry.addType("twin", context -> new Idle());
        runner.withUserConfiguration(Twin.class)
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageEndingWith("added to the SwarmRegistry or the builder itself"));
    }

    @Test
    void theAnalysisSaysWhatToChange(CapturedOutput output) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setWebApplicationType(WebApplicationType.NONE);
        assertThat(catchThrowable(() -> application.run("--swarm.enabled=false")))
                .isNotNull();
        assertThat(output)
                .contains("Bean 'worker' cannot make workers of the type 'one': a worker needs an instance for each"
                        + " of its"
                        + " lives, and the bean's scope is not prototype.")
                .contains("Remove its @Scope, or mark a WorkerFactory bean that makes the workers.");
    }

    static class Idle implements SwarmWorker {
        @Override
        public @Nullable Object onMessage(WorkerMessage message) {
            return null;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OneForAll {
        @Bean
        @Scope("singleton")
        @SwarmWorkerType("one")
        Idle worker() {
            return new Idle();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Lamp {
        @Bean
        @SwarmWorkerType("lamp")
        String worker() {
            return "lamp";
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Nameless {
        @Bean
        @SwarmWorkerType(" ")
        Idle worker() {
            return new Idle();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twin {
        @Bean
        @SwarmWorkerType("twin")
        Idle first() {
            return new Idle();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Twins extends Twin {
        @Bean
        @SwarmWorkerType("twin")
        WorkerFactory second() {
            return context -> new Idle();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ByName {
        @Bean
        @SwarmWorkerType("twin")
        WorkerFactory marked() {
            return context -> new Idle();
        }

        @Bean
        WorkerFactory twin() {
            return context -> new Idle();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application extends OneForAll {}
}

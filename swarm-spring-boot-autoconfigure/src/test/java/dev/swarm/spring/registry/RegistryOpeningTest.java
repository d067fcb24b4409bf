package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.failure.NoNodeAvailableException;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;

/** From when a node owns names. */
class RegistryOpeningTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @Test
    void ownsNothingBeforeTheApplicationIsReady() {
        try (ConfigurableApplicationContext context = application().run()) {
            assertThat(context.getBean(Early.class).refusal).hasCauseInstanceOf(NoNodeAvailableException.class);
            registers(context);
        }
    }

    @Test
    void ownsAgainAfterAStopAndAPause() {
        try (ConfigurableApplicationContext context = application().run()) {
            registers(context);
            context.stop();
            context.start();
            registers(context);
            context.pause();
            context.restart();
            registers(context);
        }
    }

    @Test
    void whatOtherContextsTellMeansNothing() {
        SpringApplicationBuilder builder = application();
        builder.application().addInitializers(parent -> parent.addApplicationListener(new Child(parent)));
        try (ConfigurableApplicationContext context = builder.run()) {
            assertThat(context.getBean(Early.class).refusal).hasCauseInstanceOf(NoNodeAvailableException.class);
            registers(context);
        }
    }

    @Test
    void withoutAnApplicationAContextIsReadyWhenItHasBeenRefreshed() {
        TestNodes.runner(TestNodes.newCluster(), "alone")
                .withBean(Ledger.class)
                .withBean(Counter.class)
                .run(RegistryOpeningTest::registers);
    }

    private static SpringApplicationBuilder application() {
        return TestNodes.application(Application.class, TestNodes.newCluster(), "gotham")
                .web(WebApplicationType.NONE);
    }

    private static void registers(ConfigurableApplicationContext context) {
        SwarmRegistry registry = context.getBean(SwarmRegistry.class);
        await().atMost(LONG).until(() -> !registry.overview().nodes().isEmpty());
        assertThat(registry.whereisOrRegister("name", "counter", null)).succeedsWithin(LONG);
        assertThat(registry.ask("name", "add", Long.class)).succeedsWithin(LONG).isEqualTo(1L);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Ledger.class, Counter.class, Early.class})
    static class Application {}

    /** Has a child context tell its parent that it was refreshed, as one of a management port does. */
    private record Child(ConfigurableApplicationContext parent) implements ApplicationListener<ContextRefreshedEvent> {

        @Override
        public void onApplicationEvent(ContextRefreshedEvent event) {
            if (event.getApplicationContext() == parent) {
                try (GenericApplicationContext child = new GenericApplicationContext(parent)) {
                    child.refresh();
                }
            }
        }
    }

    /** Tries to register before the application is ready. */
    static class Early implements ApplicationRunner {

        private final SwarmRegistry registry;
        private @Nullable Throwable refusal;

        Early(SwarmRegistry registry) {
            this.registry = registry;
        }

        @Override
        public void run(ApplicationArguments arguments) {
            refusal = registry.register("early", "counter", null)
                    .handle((ref, failure) -> failure)
                    .join();
        }
    }
}

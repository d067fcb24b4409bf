package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** With {@code logging.level.dev.swarm=debug} the node tells its events, and without it does not. */
@ExtendWith(OutputCaptureExtension.class)
class DebugSwitchTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @AfterEach
    void reset() {
        LoggingSystem.get(getClass().getClassLoader()).setLogLevel("dev.swarm", null);
    }

    @Test
    void onTellsEachNameAndNothingThatIsShared(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("debug")) {
            work(context);
            await().atMost(LONG).until(() -> output.getOut().contains("NameUnregistered"));
            assertThat(output.getOut()).contains("NameRegistered").doesNotContain("the identity of Batman");
        }
    }

    @Test
    void offTellsNothing(CapturedOutput output) {
        try (ConfigurableApplicationContext context = start("info")) {
            work(context);
        }
        assertThat(output.getOut()).doesNotContain("NameRegistered");
    }

    private static void work(ConfigurableApplicationContext context) {
        SwarmRegistry registry = context.getBean(SwarmRegistry.class);
        registry.registerLocal("name", message -> null).join();
        context.getBean(TacticalOverlay.class)
                .updateEntity("hero", "the identity of Batman")
                .join();
        registry.stop("name").join();
        await().atMost(LONG).until(() -> registry.whereis("name").isEmpty());
    }

    private static ConfigurableApplicationContext start(String level) {
        return TestNodes.application(Application.class, TestNodes.newCluster(), "gotham")
                .web(WebApplicationType.NONE)
                .run("--swarm.enabled=false", "--logging.level.dev.swarm=" + level);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import({Ledger.class, Counter.class})
    static class Application {}
}

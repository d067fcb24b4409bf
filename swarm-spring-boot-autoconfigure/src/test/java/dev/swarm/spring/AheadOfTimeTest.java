package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Message;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.WorkerMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

/** Ahead-of-time processing of an application with a node. */
class AheadOfTimeTest {

    @TempDir
    Path directory;

    @Test
    void keepsEveryBeanSoThatTheSwitchStillWorksAtRunTime() throws IOException {
        process("--swarm.enabled=false");
        String sources = everyFile("sources");
        assertThat(sources)
                .contains("SwarmLifecycleAutoConfiguration")
                .contains("SwarmEventsAutoConfiguration")
                .contains("SwarmEndpointAutoConfiguration")
                .contains("SwarmOverlayEndpointAutoConfiguration")
                .contains("SwarmRegistryAutoConfiguration")
                .contains("SwarmRegistryEndpointAutoConfiguration")
                .contains("SwarmHealthAutoConfiguration")
                .contains("SwarmCommandAutoConfiguration")
                .contains("SwarmIntegrationAutoConfiguration")
                .contains("SwarmCloudAutoConfiguration")
                .contains("SwarmReactiveCloudAutoConfiguration")
                .contains("SwarmLoadBalancerAutoConfiguration")
                .contains("SwarmClientSourceAutoConfiguration");
    }

    @Test
    void knowsTheTypesThatAreBoundAndWritten() throws IOException {
        process();
        assertThat(everyFile("resources"))
                .contains("dev.swarm.spring.SwarmProperties$Membership")
                .contains("dev.swarm.spring.SwarmProperties$Overlay")
                .contains("dev.swarm.spring.DiscoveryProperties$Dns")
                .contains("dev.swarm.spring.actuate.SwarmOverlayEndpoint$Version")
                .contains("dev.swarm.spring.actuate.SwarmOverlayEndpoint$Marker")
                .contains("dev.swarm.spring.RegistryProperties")
                .contains("dev.swarm.spring.actuate.RegistryDescriptor$Operation")
                .contains("dev.swarm.spring.actuate.RegistryDescriptor$Name")
                .contains("dev.swarm.spring.actuate.SwarmRegistryEndpoint$Problem")
                .contains("dev.swarm.spring.actuate.SwarmDescriptor$Node")
                .contains("dev.swarm.spring.actuate.SwarmDescriptor$Detail")
                .contains("dev.swarm.spring.actuate.SwarmDescriptor$Step")
                .contains("dev.swarm.spring.actuate.SwarmEndpoint$Problem")
                .contains("dev.swarm.spring.actuate.Quorum");
    }

    @Test
    void makesTheProxiesOfGuardedBeans() throws IOException {
        process();
        assertThat(everyFile("classes")).contains("AheadOfTimeTest$Job$$SpringCGLIB$$");
        assertThat(everyFile("resources")).contains("dev.swarm.spring.AheadOfTimeTest$Job");
    }

    @Test
    void knowsHandlersOfMessagesAndWhatTheyTakeAndReturn() throws IOException {
        process();
        assertThat(everyFile("sources")).contains("SwarmCommsAutoConfiguration");
        assertThat(everyFile("resources"))
                .contains("dev.swarm.spring.AheadOfTimeTest$Desk")
                .contains("dev.swarm.spring.AheadOfTimeTest$Question")
                .contains("dev.swarm.spring.AheadOfTimeTest$Answer");
    }

    @Test
    void makesWorkersPrototypes() throws IOException {
        process();
        assertThat(Files.readString(find("AheadOfTimeTest__BeanDefinitions.java")))
                .containsSubsequence("getDeviceBeanDefinition", "setScope(\"prototype\")");
    }

    private Path find(String file) throws IOException {
        try (Stream<Path> found = Files.walk(directory.resolve("sources"))) {
            return found.filter(path -> path.endsWith(file)).findFirst().orElseThrow();
        }
    }

    private void process(String... arguments) {
        Settings settings = Settings.builder()
                .sourceOutput(directory.resolve("sources"))
                .resourceOutput(directory.resolve("resources"))
                .classOutput(directory.resolve("classes"))
                .groupId("dev.swarm")
                .artifactId("test")
                .build();
        String[] usual = {
            "--spring.main.web-application-type=none",
            "--management.endpoints.web.exposure.include=swarm,swarmoverlay,swarmregistry"
        };
        new SpringApplicationAotProcessor(
                        Application.class,
                        settings,
                        Stream.concat(Stream.of(usual), Stream.of(arguments)).toArray(String[]::new))
                .process();
    }

    private String everyFile(String below) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.walk(directory.resolve(below))) {
            files = found.filter(Files::isRegularFile).toList();
        }
        StringBuilder text = new StringBuilder();
        for (Path file : files) {
            text.append(file).append('\n').append(Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return text.toString();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    public static class Application {

        public static void main(String[] arguments) {
            SpringApplication.run(Application.class, arguments);
        }

        @Bean
        Job job() {
            return new Job();
        }

        @Bean
        Device device() {
            return new Device();
        }

        @Bean
        Desk desk() {
            return new Desk();
        }
    }

    public static class Job {

        @OnCommander
        public void work() {}
    }

    @SwarmWorkerType("device")
    public static class Device implements SwarmWorker {

        @Override
        public Object onMessage(WorkerMessage message) {
            return "";
        }
    }

    public record Question(String text) {}

    public record Answer(String text) {}

    public static class Desk {

        @SwarmMessageHandler
        public CompletableFuture<Answer> answer(Message<Question> question) {
            return CompletableFuture.completedFuture(
                    new Answer(question.payload().text()));
        }
    }
}

package dev.swarm.spring.kubernetes;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.event.CommanderElected;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestTopology;
import dev.swarm.spring.kubernetes.ApiServer.Patch;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The deletion cost of the own pod, against an API server on loopback. */
@ExtendWith(OutputCaptureExtension.class)
class PodDeletionCostTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Pace FAST = new Pace(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(20));

    @TempDir
    static Path folder;

    private static KeyStore keys;

    @TempDir
    Path account;

    private final TestTopology topology = new TestTopology("gotham");
    private ApiServer api;

    @BeforeAll
    static void makeKeys() throws Exception {
        keys = ApiServer.certify(folder.resolve("server.p12"));
    }

    @BeforeEach
    void startServer() throws Exception {
        api = ApiServer.start(account, keys);
    }

    @AfterEach
    void stopServer() {
        api.close();
    }

    @Test
    void followsTheCommand() {
        kept(FAST).run(context -> {
            await().atMost(LONG).until(() -> api.costs().equals(List.of("0")));
            topology.command();
            context.publishEvent(event());
            await().atMost(LONG).until(() -> api.costs().equals(List.of("0", "100")));
            topology.lose();
            context.publishEvent(event());
            await().atMost(LONG).until(() -> api.costs().equals(List.of("0", "100", "0")));
            Patch last = api.patches().get(2);
            assertThat(last)
                    .isEqualTo(new Patch(
                            "PATCH",
                            "/api/v1/namespaces/shop/pods/orders-5c9",
                            "Bearer first",
                            "application/merge-patch+json",
                            "{\"metadata\":{\"annotations\":{\"controller.kubernetes.io/pod-deletion-cost\":\"0\"}}}"));
        });
    }

    @Test
    void writesOnlyWhatIsNew() {
        topology.command();
        kept(FAST).run(context -> {
            for (int i = 0; i < 50; i++) {
                context.publishEvent(event());
            }
            await().atMost(LONG).until(() -> !api.costs().isEmpty());
            topology.lose();
            context.publishEvent(event());
            await().atMost(LONG).until(() -> api.costs().contains("0"));
            assertThat(api.costs()).containsExactly("100", "0");
        });
    }

    @Test
    void usesTheTokenOfTheDay() {
        kept(FAST).run(context -> {
            await().atMost(LONG).until(() -> !api.patches().isEmpty());
            Files.writeString(account.resolve("token"), "second\n");
            topology.command();
            context.publishEvent(event());
            await().atMost(LONG).until(() -> api.patches().size() == 2);
            assertThat(api.patches().get(1).token()).isEqualTo("Bearer second");
        });
    }

    @Test
    void saysWhichRoleIsMissingAndTriesAgain(CapturedOutput output) {
        api.answerWith(403);
        kept(FAST).run(context -> {
            await().atMost(LONG).until(() -> api.patches().size() > 3);
            assertThat(output.getOut().split("its service account may not patch pods", -1))
                    .hasSize(2);
            assertThat(output)
                    .contains("The deletion cost of pod orders-5c9 cannot be written, which is tried again: ")
                    .contains("(status 403); apply this Role and bind it to the account: {apiVersion:"
                            + " rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: swarm-pod-deletion-cost,"
                            + " namespace: shop}, rules: [{apiGroups: [\"\"], resources: [pods], verbs: [patch]}]}");
            api.answerWith(200);
            await().atMost(LONG).until(() -> api.accepted() == 1);
        });
    }

    @Test
    void saysWhatElseIsWrong(CapturedOutput output) throws Exception {
        api.answerWith(404);
        kept(FAST).run(context -> {
            await().atMost(LONG).until(() -> output.getOut().contains("set the environment variable POD_NAME"));
            api.answerWith(500);
            await().atMost(LONG).until(() -> output.getOut().contains("the API server answered with status 500"));
        });
    }

    @Test
    void trustsOnlyTheAuthorityOfTheCluster(CapturedOutput output) throws Exception {
        Path other = Files.createDirectory(account.resolve("other"));
        try (ApiServer impostor = ApiServer.start(other, ApiServer.certify(other.resolve("other.p12")))) {
            Pod pod = new Pod(
                    impostor.pod().api(), "shop", "orders-5c9", account.resolve("token"), account.resolve("ca.crt"));
            kept(new CostWriter(new CostPatch(pod), FAST, System::nanoTime)).run(context -> {
                await().atMost(LONG).until(() -> output.getOut().contains("cannot be asked: "));
                assertThat(impostor.patches()).isEmpty();
                Files.copy(other.resolve("ca.crt"), account.resolve("ca.crt"), REPLACE_EXISTING);
                await().atMost(LONG).until(() -> !impostor.patches().isEmpty());
            });
        }
    }

    @Test
    void eventsDoNotWaitForAServerThatDoesNotAnswer() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI address = URI.create("https://127.0.0.1:" + silent.getLocalPort());
            Pod pod = new Pod(address, "shop", "orders-5c9", account.resolve("token"), account.resolve("ca.crt"));
            kept(new CostWriter(new CostPatch(pod), FAST, System::nanoTime)).run(context -> {
                Instant before = Instant.now();
                for (int i = 0; i < 1000; i++) {
                    context.publishEvent(event());
                }
                assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(5));
            });
        }
    }

    @Test
    void isOffUnlessItIsWanted() {
        ApplicationContextRunner off = TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(SwarmKubernetesAutoConfiguration.class));
        off.run(context -> assertThat(context).doesNotHaveBean(PodDeletionCost.class));
    }

    @Test
    void outsideOfAPodItSaysThatItDoesNothing(CapturedOutput output) {
        TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(SwarmKubernetesAutoConfiguration.class))
                .withPropertyValues("swarm.topology.kubernetes.pod-deletion-cost=true")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(PodDeletionCost.class));
        assertThat(output).contains("pod-deletion-cost does nothing: this is no pod with a service account");
    }

    private ApplicationContextRunner kept(Pace pace) {
        return kept(new CostWriter(new CostPatch(api.pod()), pace, System::nanoTime));
    }

    private ApplicationContextRunner kept(CostWriter writer) {
        return new ApplicationContextRunner()
                .withBean(SwarmTopology.class, () -> topology)
                .withBean(PodDeletionCost.class, () -> new PodDeletionCost(topology, () -> Optional.of(writer)));
    }

    private static CommanderElected event() {
        return new CommanderElected(NodeId.of("gotham"), 1, Instant.EPOCH);
    }
}

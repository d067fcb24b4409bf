package dev.swarm.discovery.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.discovery.DiscoveryStatus.State;
import dev.swarm.discovery.AddressFamily;
import dev.swarm.discovery.TestContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An API server over real HTTPS that gives all the answers the real one may give. */
class KubernetesStrategyTest {

    private static final String NONE = "{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}";
    private static final Limits LIMITS = new Limits(Duration.ofSeconds(2), Duration.ofMinutes(1), 200_000, 3);

    private final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    private Path account;

    private StubApi api;

    @BeforeEach
    void startApi() throws IOException, GeneralSecurityException {
        api = new StubApi(account);
        open.add(api);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void ofARecordedListAllWhoDoNotEndAreFoundEachOnce() throws IOException {
        api.list(recorded());
        TestContext node = start(service());

        await().untilAsserted(() -> assertThat(node.status().peers())
                .containsExactlyInAnyOrder(at("10.244.1.17"), at("10.244.2.23"), at("fd00:10:244:4::5")));
        assertThat(node.status().state()).isEqualTo(State.OK);
        assertThat(api.lists.get(0))
                .startsWith("/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices?labelSelector="
                        + "kubernetes.io%2Fservice-name%3Dorders-headless");
        await().untilAsserted(() -> assertThat(api.watches).isNotEmpty());
        assertThat(api.watches.get(0)).contains("resourceVersion=184467", "allowWatchBookmarks=true");
    }

    @Test
    void changesAreToldWithoutAnotherList() {
        api.list(NONE);
        TestContext node = start(service());
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("there are no endpointslices"));

        api.tell("ADDED", slice("a", 8, "10.0.0.1"));
        api.tell("ADDED", slice("b", 9, "10.0.0.2"));
        await().untilAsserted(() -> assertThat(node.status().peers()).containsExactly(at("10.0.0.1"), at("10.0.0.2")));
        api.tell("MODIFIED", slice("a", 10, "10.0.0.3"));
        api.tell("DELETED", slice("b", 11, "10.0.0.2"));
        await().untilAsserted(() -> assertThat(node.status().peers()).containsExactly(at("10.0.0.3")));
        assertThat(api.lists).hasSize(1);
    }

    @Test
    void aWatchThatEndsGoesOnFromTheLastBookmark() {
        api.list(NONE);
        TestContext node = start(service());
        api.tell("BOOKMARK", "{\"metadata\":{\"resourceVersion\":\"4711\"}}");
        api.endWatch();

        await().untilAsserted(() -> assertThat(api.watches).hasSize(2));
        assertThat(api.watches.get(1)).contains("resourceVersion=4711");
        assertThat(api.lists).hasSize(1);
        assertThat(node.status().state()).isEqualTo(State.OK);
    }

    @Test
    void whatIsGoneIsListedAnewAndNobodyIsLostMeanwhile() {
        api.list(list(slice("a", 1, "10.0.0.1")));
        TestContext node = start(service());
        await().untilAsserted(() -> assertThat(api.watches).hasSize(1));

        api.list(list(slice("a", 1, "10.0.0.1"), slice("b", 2, "10.0.0.2")));
        api.tell("ERROR", "{\"kind\":\"Status\",\"status\":\"Failure\",\"reason\":\"Expired\",\"code\":410}");
        await().untilAsserted(() -> assertThat(node.status().peers()).hasSize(2));

        api.answerWatches(410);
        api.endWatch();
        int before = api.lists.size();
        await().untilAsserted(() -> assertThat(api.lists).hasSizeGreaterThan(before + 1));
        assertThat(node.status().state()).isEqualTo(State.OK);
        assertThat(node.status().peers()).hasSize(2);
    }

    @Test
    void whoMayNotListIsToldTheRoleInOneSentenceAndGoesOnTrying() {
        api.answerLists(403);
        TestContext node = start(service());
        await().untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.FAILING));
        assertThat(node.status().lastError())
                .isEqualTo("the service account may not list endpointslices in namespace 'shop' (status 403), so apply"
                        + " this Role and bind it to the account: {apiVersion: rbac.authorization.k8s.io/v1, kind:"
                        + " Role, metadata: {name: swarm-discovery, namespace: shop}, rules: [{apiGroups:"
                        + " [\"discovery.k8s.io\"], resources: [endpointslices], verbs: [list, watch]}]}");

        api.list(recorded("10.0.0.1"));
        api.answerLists(200);
        await().untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.OK));
    }

    @Test
    void whoMayNotWatchListsAgainAndAgain() {
        api.answerWatches(403);
        api.list(recorded("10.0.0.1"));
        TestContext node = start(service());
        await().untilAsserted(() -> assertThat(node.found).containsExactly(at("10.0.0.1")));

        api.list(recorded("10.0.0.2"));
        await().untilAsserted(() -> assertThat(node.status().peers()).containsExactly(at("10.0.0.2")));
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("changes cannot be watched"));
        assertThat(node.status().state()).isEqualTo(State.OK);
    }

    @Test
    void anExpiredTokenIsReadAnew() throws IOException {
        api.list(recorded("10.0.0.1"));
        api.takeOnly("second");
        TestContext node = start(service());
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("status 401", "kind: Role"));

        Files.writeString(account.resolve("token"), "second\n");
        await().untilAsserted(() -> assertThat(node.found).containsExactly(at("10.0.0.1")));
        assertThat(node.status().lastError()).isNull();
    }

    @Test
    void aServerThatHangsIsGivenUpInTimeAndTakesNothingAway() {
        api.list(recorded("10.0.0.1"));
        api.answerWatches(403);
        TestContext node = start(service(), new Limits(Duration.ofMillis(300), Duration.ofSeconds(9), 200_000, 3));
        await().untilAsserted(() -> assertThat(node.found).containsExactly(at("10.0.0.1")));

        api.hang();
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.FAILING));
        assertThat(node.status().peers()).containsExactly(at("10.0.0.1"));
        api.recover();
        await().untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.OK));
    }

    @Test
    void whoHasTheWrongAuthorityIsNotTrusted() throws IOException, GeneralSecurityException {
        Path other = Files.createDirectory(account.resolve("other"));
        open.add(new StubApi(other));
        Files.copy(other.resolve("ca.crt"), account.resolve("ca2.crt"));
        Files.move(
                account.resolve("ca2.crt"),
                account.resolve("ca.crt"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        TestContext node = start(service());

        await().untilAsserted(() -> assertThat(node.status().state()).isEqualTo(State.FAILING));
        assertThat(api.lists).isEmpty();
    }

    @Test
    void podsCountUnlessTheyHaveEndedOrAreEnding() {
        api.list(list(
                pod("a", "Running", "10.0.0.1", ""),
                pod("b", "Pending", "10.0.0.2", ""),
                pod("c", "Succeeded", "10.0.0.3", ""),
                pod("d", "Failed", "10.0.0.4", ""),
                pod("e", "Running", "10.0.0.5", ",\"deletionTimestamp\":\"2026-05-04T09:12:31Z\""),
                "{\"metadata\":{\"name\":\"f\",\"uid\":\"f\"},\"status\":{\"phase\":\"Pending\"}}"));
        TestContext node = start(config(null, "app=orders,tier!=web"));

        await().untilAsserted(() -> assertThat(node.found).containsExactly(at("10.0.0.1"), at("10.0.0.2")));
        assertThat(api.lists.get(0))
                .startsWith("/api/v1/namespaces/shop/pods?labelSelector=app%3Dorders%2Ctier%21%3Dweb&limit=");
    }

    @Test
    void aLongListComesInPagesAndATooLongOneIsRefused() {
        String page = "{\"metadata\":{\"resourceVersion\":\"1\",\"continue\":\"%d\"},\"items\":[%s]}";
        String first = page.formatted(1, slice("a", 1, "10.0.0.1"));
        api.list(first + "\n---\n" + recorded("10.0.0.2"));
        TestContext node = start(service());
        await().untilAsserted(() -> assertThat(node.found).containsExactly(at("10.0.0.1"), at("10.0.0.2")));

        api.list(first + "\n---\n" + first);
        TestContext other = start(service());
        await().untilAsserted(() -> assertThat(other.status().lastError()).contains("more than 300 endpointslices"));
    }

    @Test
    void answersThatAreTooLongOrCutOrNoJsonFail() {
        TestContext node = start(service());
        for (String[] bad : new String[][] {
            {" ".repeat(200_001), "longer than 200000 bytes"}, {"{\"items\":[", "cut short"}, {"<html>", "no JSON"}
        }) {
            api.list(bad[0]);
            api.endWatch();
            await().untilAsserted(() -> assertThat(node.status().lastError()).contains(bad[1]));
            api.answerWatches(403);
        }
        assertThat(node.status().state()).isEqualTo(State.FAILING);
    }

    @Test
    void outsideOfKubernetesItSaysSo() {
        KubernetesConfig inside = KubernetesConfig.service("orders-headless");
        TestContext node = start(inside);
        await().untilAsserted(() -> assertThat(node.status().lastError()).contains("this is no pod of Kubernetes"));
    }

    private TestContext start(KubernetesConfig config) {
        return start(config, LIMITS);
    }

    private TestContext start(KubernetesConfig config, Limits limits) {
        TestContext context = TestContext.start("c", "n", 7000, new KubernetesStrategy(config, limits));
        open.add(context);
        return context;
    }

    private KubernetesConfig service() {
        return config("orders-headless", null);
    }

    private KubernetesConfig config(@Nullable String service, @Nullable String labels) {
        return new KubernetesConfig(null, service, labels, 7946, Duration.ofMillis(100), api.uri(), account);
    }

    private static String recorded() throws IOException {
        try (InputStream in = KubernetesStrategyTest.class.getResourceAsStream("/kubernetes/endpointslices.json")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String recorded(String ip) {
        return list(slice("only", 5, ip));
    }

    private static String list(String... items) {
        return "{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[" + String.join(",", items) + "]}";
    }

    private static String slice(String name, int version, String ip) {
        return """
                {"metadata":{"name":"%s","resourceVersion":"%d"},"addressType":"IPv4","endpoints":[{"addresses":\
                ["%s"],"conditions":{"ready":false}}]}""".formatted(name, version, ip);
    }

    private static String pod(String name, String phase, String ip, String more) {
        return """
                {"metadata":{"name":"%1$s","uid":"%1$s"%4$s},"status":{"phase":"%2$s","podIP":"%3$s","podIPs":\
                [{"ip":"%3$s"},{"ip":"fd00::1"}]}}""".formatted(name, phase, ip, more);
    }

    private static NodeAddress at(String ip) {
        return Objects.requireNonNull(AddressFamily.parse(ip, 7946));
    }
}

package dev.swarm.discovery.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.discovery.AddressFamily;
import dev.swarm.discovery.VirtualContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon on a real socket, a script as the command, and virtual time between look-ups. */
class TailscaleStrategyTest {

    private static final Duration INTERVAL = Duration.ofMillis(100);
    private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
    private static final String TWO_TAGGED = Status.running(
            Status.BRAVO,
            Status.peer("e1", "echo", 5, "\"Online\":true,\"Tags\":[\"tag:swarm\"]"),
            Status.peer("e2", "foxtrot", 6, "\"Online\":true"));

    private final VirtualContext node = new VirtualContext();

    @TempDir
    private Path folder;

    @Test
    void r4TwoOfThreeHaveTheTagAndAreFoundByTheSocket() throws IOException {
        try (StubDaemon daemon = new StubDaemon(socket(), StubDaemon.withLength(TWO_TAGGED))) {
            start(config("tag:swarm", false), Limits.usual());
            node.pass(Duration.ZERO);
            assertThat(node.last()).containsExactly(v4(2), v4(5));
            assertThat(daemon.request)
                    .startsWith("GET /localapi/v0/status HTTP/1.1\r\n")
                    .contains("Host: local-tailscaled.sock\r\n")
                    .doesNotContain("Origin", "Referer");
        }
    }

    @Test
    void r8AndR13WithoutASocketTheCommandIsAsked() throws IOException {
        script("echo 'Warning: client version differs' >&2\ncat <<'END'\n" + TWO_TAGGED + "\nEND");
        start(config("tag:swarm", false), Limits.usual());
        node.pass(Duration.ZERO);
        assertThat(node.last()).containsExactly(v4(2), v4(5));
    }

    @Test
    void r13ACommandThatFailsTakesNothingAway() throws IOException {
        script("echo '" + Status.running() + "'");
        start(config(null, false), Limits.usual());
        node.pass(Duration.ZERO);
        script("echo broken; exit 1");
        node.pass(INTERVAL.multipliedBy(2));

        assertThat(node.reports).hasSize(1);
        assertThat(node.failures).isNotEmpty().allMatch(reason -> reason.contains("ended with code 1"));
    }

    @Test
    void r16NamesAreResolvedAndWhoHasNoneIsTakenByAddress() throws IOException {
        String nameless = Status.peer("e3", "hotel", 7, "\"Online\":true")
                .replaceFirst("\"DNSName\":\"[^\"]*\"", "\"DNSName\":\"\"");
        String unknown = Status.peer("e4", "unknown", 8, "\"Online\":true");
        try (StubDaemon daemon =
                new StubDaemon(socket(), StubDaemon.inChunks(Status.running(Status.BRAVO, nameless, unknown), 100))) {
            start(config(null, true), Limits.usual());
            node.pass(Duration.ZERO);
            assertThat(node.last()).containsExactly(v4(102), v4(7), v4(8));
            assertThat(node.warnings).hasSize(1).first().asString().contains("unknown.owl-fish.ts.net");
            assertThat(daemon.asked).hasValue(1);
        }
    }

    @Test
    void r17EachIntervalHasOneLookUp() throws IOException {
        try (StubDaemon daemon = new StubDaemon(socket(), StubDaemon.withLength(TWO_TAGGED))) {
            start(config(null, false), Limits.usual());
            node.pass(INTERVAL.multipliedBy(50));
            assertThat(daemon.asked.get()).isBetween(45, 56);
            assertThat(node.reports).hasSize(daemon.asked.get());
        }
    }

    @Test
    void aNodeOnIpv6LooksForOthersThere() throws IOException {
        VirtualContext six = new VirtualContext(address("fd7a:115c:a1e0::1001"));
        try (StubDaemon daemon = new StubDaemon(socket(), StubDaemon.withLength(Status.running(Status.BRAVO)))) {
            TailscaleStrategy strategy = new TailscaleStrategy(config(null, false));
            strategy.start(six, six);
            six.pass(Duration.ZERO);
            assertThat(six.last()).containsExactly(address("fd7a:115c:a1e0::1002"));
            assertThat(daemon.asked).hasValue(1);
        }
    }

    @Test
    void anAnswerCutInHalfIsNone() throws IOException {
        byte[] whole = StubDaemon.withLength(TWO_TAGGED);
        byte[] chunks = StubDaemon.inChunks(TWO_TAGGED, 64);
        byte[] endless = new String(whole, StandardCharsets.UTF_8)
                .replaceFirst("Content-Length: \\d+\r\n", "")
                .getBytes(StandardCharsets.UTF_8);
        try (StubDaemon daemon = new StubDaemon(socket(), new byte[0])) {
            start(config(null, false), Limits.usual());
            for (byte[] answer : List.of(whole, chunks, endless)) {
                for (int part = 1; part < 20; part++) {
                    daemon.say(Arrays.copyOf(answer, answer.length * part / 20));
                    node.pass(INTERVAL.multipliedBy(2));
                }
            }
            assertThat(node.reports).isEmpty();
            daemon.say(chunks);
            node.pass(INTERVAL.multipliedBy(2));
            assertThat(node.last()).hasSize(3);
        }
    }

    @Test
    void aRefusalIsToldWithItsWords() throws IOException {
        byte[] refusal =
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 13\r\n\r\naccess denied".getBytes(StandardCharsets.US_ASCII);
        try (StubDaemon daemon = new StubDaemon(socket(), refusal)) {
            start(config(null, false), Limits.usual());
            node.pass(Duration.ZERO);
            assertThat(node.failures)
                    .singleElement()
                    .asString()
                    .contains("status 403: access denied")
                    .contains("cannot be run");
            assertThat(daemon.asked).hasValue(1);
        }
    }

    @Test
    void tenMegabytesAreTooMuchFromSocketAndCommandAlike() throws IOException {
        String body = " ".repeat(TEN_MEGABYTES) + TWO_TAGGED;
        script("head -c " + TEN_MEGABYTES + " /dev/zero");
        try (StubDaemon daemon = new StubDaemon(socket(), StubDaemon.withLength(body))) {
            start(config(null, false), Limits.usual());
            node.pass(Duration.ZERO);
            assertThat(node.failures).hasSize(1);
            assertThat(node.failures.get(0).split("the answer is longer than 8388608 bytes", -1))
                    .hasSize(3);
            assertThat(daemon.asked).hasValue(1);
        }
    }

    @Test
    void aDaemonThatHangsIsLeftForTheCommand() throws IOException {
        script("echo '" + Status.running(Status.BRAVO) + "'");
        try (StubDaemon daemon = new StubDaemon(socket(), new byte[0])) {
            daemon.hang();
            start(config(null, false), new Limits(Duration.ofSeconds(1), 1_000_000));
            node.pass(Duration.ZERO);
            assertThat(node.last()).containsExactly(v4(2));
        }
    }

    @Test
    void aCommandThatHangsIsEndedWithWhatItStarted() throws IOException {
        Path pids = folder.resolve("pids");
        script("sleep 600 &\necho $$ $! > " + pids + "\nwait");
        start(config(null, false), new Limits(Duration.ofMillis(500), 1_000_000));
        node.pass(Duration.ZERO);

        assertThat(node.failures).singleElement().asString().contains("does not end in time");
        String[] ids = Files.readString(pids).strip().split(" ");
        assertThat(ids).hasSize(2);
        await().untilAsserted(() -> assertThat(ids).allMatch(TailscaleStrategyTest::isGone));
    }

    private static boolean isGone(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isEmpty();
    }

    private void start(TailscaleConfig config, Limits limits) {
        new TailscaleStrategy(config, limits, TailscaleStrategyTest::resolve).start(node, node);
    }

    private static InetAddress[] resolve(String name) throws UnknownHostException {
        if (!name.startsWith("bravo.")) {
            throw new UnknownHostException(name);
        }
        return new InetAddress[] {InetAddress.getByName("fd7a:115c:a1e0::1002"), InetAddress.getByName("100.101.10.102")
        };
    }

    private TailscaleConfig config(@Nullable String tag, boolean useDnsNames) {
        return new TailscaleConfig(
                tag, useDnsNames, 7946, INTERVAL, folder.resolve("cli").toString(), socket().toString());
    }

    private Path socket() {
        return folder.resolve("s");
    }

    private void script(String body) throws IOException {
        Path file = folder.resolve("cli");
        Files.writeString(file, "#!/bin/sh\n[ \"$*\" = 'status --json' ] || exit 2\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private static NodeAddress v4(int last) {
        return NodeAddress.of(new byte[] {100, 101, 10, (byte) last}, 7946);
    }

    private static NodeAddress address(String ip) {
        return Objects.requireNonNull(AddressFamily.parse(ip, 7946));
    }
}

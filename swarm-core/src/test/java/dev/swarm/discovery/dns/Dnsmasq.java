package dev.swarm.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real name server, Debian's package dnsmasq-base, on loopback; its addresses can be changed while it runs. */
final class Dnsmasq implements AutoCloseable {

    private static final List<Path> PLACES =
            Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin").map(Path::of).toList();

    private final Path hosts;
    private final Path log;
    private final int port;
    private final List<String> options;
    private Process process;

    /** Starts one that knows no addresses yet. */
    Dnsmasq(Path folder, String... options) throws IOException {
        this.hosts = folder.resolve("hosts");
        this.log = folder.resolve("log");
        this.port = freePort();
        this.options = List.of(options);
        Files.writeString(hosts, "");
        this.process = launch();
    }

    /** Ends the test without a failure if there is none, unless the environment says that there is. */
    static void assumeInstalled() {
        if (Boolean.parseBoolean(System.getenv("SWARM_REQUIRE_DNSMASQ"))) {
            assertThat(program())
                    .as("SWARM_REQUIRE_DNSMASQ is true, so dnsmasq is installed")
                    .isPresent();
        }
        assumeTrue(program().isPresent(), "needs the program dnsmasq, of Debian's package dnsmasq-base");
    }

    int port() {
        return port;
    }

    /** From now on these are all its addresses, each as {@code address name}. */
    void serve(String... lines) throws IOException, InterruptedException {
        Files.writeString(hosts, String.join("\n", lines) + "\n");
        // SIGHUP, by which it reads the file anew
        assertThat(new ProcessBuilder("kill", "-HUP", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
    }

    void stop() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    void restart() throws IOException {
        process = launch();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                program().orElseThrow().toString(),
                "--no-daemon",
                "--conf-file=/dev/null",
                "--no-resolv",
                "--no-hosts",
                "--pid-file",
                "--bind-interfaces",
                "--listen-address=127.0.0.1",
                "--port=" + port,
                "--local=/test/",
                "--user=" + System.getProperty("user.name"),
                "--addn-hosts=" + hosts));
        command.addAll(options);
        Process started = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // a signal that comes before it has read its file for the first time would end it
        await().until(() -> Files.readString(log).contains(" read " + hosts));
        return started;
    }

    private static Optional<Path> program() {
        return PLACES.stream()
                .map(place -> place.resolve("dnsmasq"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket streams = new ServerSocket(0, 1, loopback);
                DatagramSocket datagrams =
                        new DatagramSocket(new InetSocketAddress(loopback, streams.getLocalPort()))) {
            return datagrams.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

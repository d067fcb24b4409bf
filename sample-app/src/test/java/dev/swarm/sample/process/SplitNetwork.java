package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Two networks with a router between them, each in a network namespace of its own; the router can be told to drop what
 * goes from one to the other, without a word to either. Needs Linux, root, and {@code ip}.
 */
final class SplitNetwork implements AutoCloseable {

    private static final String FORWARDING = "/proc/sys/net/ipv4/ip_forward";

    private final String suffix = "-" + ProcessHandle.current().pid();
    private final String left = "left" + suffix;
    private final String right = "right" + suffix;
    private final String router = "router" + suffix;
    private final Deque<String> made = new ArrayDeque<>();

    /** Makes both networks, connected. */
    SplitNetwork(List<String> leftAddresses, List<String> rightAddresses) {
        boolean done = false;
        try {
            for (String each : List.of(left, right, router)) {
                run("ip", "netns", "add", each);
                made.push(each);
                run("ip", "-n", each, "link", "set", "lo", "up");
            }
            connect(left, "10.78.1", leftAddresses);
            connect(right, "10.78.2", rightAddresses);
            heal();
            done = true;
        } finally {
            if (!done) {
                close();
            }
        }
    }

    /** Ends the test without a failure if namespaces cannot be made, unless the environment says that they can. */
    static void assumePossible() {
        boolean possible = isPossible();
        if (Boolean.parseBoolean(System.getenv("SWARM_REQUIRE_NETNS"))) {
            assertThat(possible)
                    .as("SWARM_REQUIRE_NETNS is true, so network namespaces can be made")
                    .isTrue();
        }
        assumeTrue(possible, "network namespaces need root and the program ip, of Debian's package iproute2");
    }

    private static boolean isPossible() {
        String probe = "probe-" + ProcessHandle.current().pid();
        if (exitCode("ip", "netns", "add", probe) != 0) {
            return false;
        }
        return exitCode("ip", "netns", "delete", probe) == 0;
    }

    /** Returns what runs a program in the left network. */
    List<String> left() {
        return List.of("ip", "netns", "exec", left);
    }

    /** Returns what runs a program in the right network. */
    List<String> right() {
        return List.of("ip", "netns", "exec", right);
    }

    /** Drops everything between both. */
    void cut() {
        forward(0);
    }

    /** Lets everything through again. */
    void heal() {
        forward(1);
    }

    /** Gives the hosts their addresses on the loopback device, so that they keep them whatever happens to the link. */
    private void connect(String network, String link, List<String> addresses) {
        String port = network.substring(0, 1) + suffix;
        run("ip", "-n", network, "link", "add", "up0", "type", "veth", "peer", "name", port, "netns", router);
        run("ip", "-n", network, "address", "add", link + ".2/24", "dev", "up0");
        run("ip", "-n", router, "address", "add", link + ".1/24", "dev", port);
        run("ip", "-n", network, "link", "set", "up0", "up");
        run("ip", "-n", router, "link", "set", port, "up");
        run("ip", "-n", network, "route", "add", "default", "via", link + ".1");
        for (String address : addresses) {
            run("ip", "-n", network, "address", "add", address + "/32", "dev", "lo");
            run("ip", "-n", router, "route", "add", address + "/32", "via", link + ".2");
        }
    }

    private void forward(int value) {
        run("ip", "netns", "exec", router, "sh", "-c", "echo " + value + " > " + FORWARDING);
    }

    @Override
    public void close() {
        while (!made.isEmpty()) {
            run("ip", "netns", "delete", made.pop());
        }
    }

    private static void run(String... command) {
        assertThat(exitCode(command)).as(String.join(" ", command)).isZero();
    }

    private static int exitCode(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code != 0) {
                System.out.println(String.join(" ", command) + ": " + said.strip());
            }
            return code;
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}

package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Serf agent on a loopback address of its own, which {@code serf} commands ask through its RPC port. */
final class SerfAgent implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(20);
    private static final Duration COMMAND = Duration.ofSeconds(10);
    private static final Pattern MEMBER = Pattern.compile("(\\S+)\\s+\\S+\\s+(alive|failed|left|leaving).*");

    private final Class<?> test;
    private final String name;
    private final String address;
    private final String rpcAddress = "127.0.0.1:" + FreePort.next();
    private final List<String> options;
    private RunningProgram program;

    private SerfAgent(Class<?> test, int host, List<String> options, List<String> join) {
        this.test = test;
        this.name = "agent-" + host;
        this.address = "127.0.0." + host + ":" + FreePort.next();
        this.options = options;
        this.program = run(join);
    }

    /** Ends the test without a failure if there is no such program, unless the environment says that there must be. */
    static void assumeInstalled() {
        boolean installed = isInstalled();
        if (Boolean.parseBoolean(System.getenv("SWARM_REQUIRE_SERF"))) {
            assertThat(installed)
                    .as("SWARM_REQUIRE_SERF is true, so serf is on the PATH")
                    .isTrue();
        }
        assumeTrue(installed, "serf is not installed; Debian's package of that name brings it");
    }

    private static boolean isInstalled() {
        return Stream.of(System.getenv("PATH").split(":", -1))
                .map(directory -> Path.of(directory, "serf"))
                .anyMatch(Files::isExecutable);
    }

    /**
     * Starts an agent and waits until it answers.
     *
     * @param host last byte of its loopback address, 2 upwards
     * @param join addresses it joins at start; it ends if none of them answers
     */
    static SerfAgent start(Class<?> test, int host, String... join) {
        return new SerfAgent(test, host, List.of(), List.of(join));
    }

    /** Does the same with an agent that encrypts under a Base64-encoded key, and understands nothing else. */
    static SerfAgent startEncrypted(Class<?> test, int host, String key, String... join) {
        return new SerfAgent(test, host, List.of("-encrypt=" + key), List.of(join));
    }

    /** Starts it again after it was killed: same name, same address. */
    void restart(String... join) {
        program = run(List.of(join));
    }

    String name() {
        return name;
    }

    /** Returns where it receives membership traffic, {@code host:port}. */
    String address() {
        return address;
    }

    /** Sends SIGKILL. */
    void kill() {
        program.kill();
    }

    /** Has it say goodbye and end. */
    void leave() {
        command("leave");
    }

    /** Has it join a member, and returns what it says of that. */
    String join(String member) {
        return String.join("\n", command("join", member));
    }

    /** Sends a user event to all agents. */
    void event(String event, String payload) {
        command("event", "-coalesce=false", event, payload);
    }

    /** Changes a tag of its own, of which all members are told. */
    void tag(String tag, String value) {
        command("tags", "-set", tag + "=" + value);
    }

    /**
     * Changes the keys of all agents.
     *
     * @param change such as {@code -install}
     * @param key the key, Base64-encoded
     * @return what the command says
     */
    String changeKeys(String change, String key) {
        return String.join("\n", command("keys", change + "=" + key));
    }

    /** Returns how often it has written a line with this text. */
    long logged(String text) {
        return program.count(line -> line.contains(text));
    }

    /** Returns the statuses of the members by their names, as the agent has them. */
    SortedMap<String, String> members() {
        SortedMap<String, String> members = new TreeMap<>();
        for (String line : command("members")) {
            Matcher matcher = MEMBER.matcher(line);
            if (matcher.matches()) {
                members.put(matcher.group(1), matcher.group(2));
            }
        }
        return members;
    }

    /** Returns what it says of the time of a round trip to a member, by the coordinates of both. */
    String roundTripTo(String member) {
        return String.join("\n", command("rtt", member));
    }

    /** Returns the lines in which it finds fault with what others sent. */
    List<String> complaints() {
        return program.lines().stream()
                .filter(line -> line.contains("[ERR]") || line.contains("onflicting") || line.contains("ncompatible"))
                .toList();
    }

    private RunningProgram run(List<String> join) {
        List<String> command = new ArrayList<>(
                List.of("serf", "agent", "-node=" + name, "-bind=" + address, "-rpc-addr=" + rpcAddress));
        command.addAll(options);
        join.forEach(each -> command.add("-join=" + each));
        Path log = SampleJar.log(test, name + "-" + System.nanoTime());
        RunningProgram agent = RunningProgram.start(command, SampleJar.ROOT, Map.of(), log);
        agent.awaitLine(
                "start of " + name,
                START,
                line -> line.contains("agent: Serf agent starting") || line.contains("Serf agent running!"));
        TestCluster.awaitThat(START, () -> assertThat(members()).containsEntry(name, "alive"));
        return agent;
    }

    private List<String> command(String verb, String... words) {
        List<String> command = new ArrayList<>(List.of("serf", verb, "-rpc-addr=" + rpcAddress));
        command.addAll(List.of(words));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS))
                    .as("end of serf " + verb)
                    .isTrue();
            return output.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}

package dev.swarm.sample.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One node of the sample as a process, and what its actuator tells. */
final class SampleNode implements AutoCloseable {

    /** Longest time a node may take to start, on a machine that has other things to do. */
    static final Duration START = Duration.ofSeconds(150);

    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Pattern WEB_PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final Pattern LOG_LINE = Pattern.compile("(\\d{4}-\\S+) .*? : (.*)");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final JsonMapper MAPPER = new JsonMapper();

    private final String name;
    private final RunningProgram program;

    SampleNode(String name, RunningProgram program) {
        this.name = name;
        this.program = program;
    }

    String name() {
        return name;
    }

    RunningProgram program() {
        return program;
    }

    /** Waits until its application has started. */
    void awaitStarted() {
        program.awaitLine("start of " + name, START, line -> line.contains(": Started SampleApplication in "));
    }

    /** Returns how often it has written this as the whole message of a log line. */
    long logged(String message) {
        return program.count(line -> line.endsWith(" : " + message));
    }

    /**
     * One line of its log.
     *
     * @param time when it was written
     * @param message what it says
     */
    record Logged(Instant time, String message) {}

    /** Returns all lines of its log that are whole, in order; lines of stack traces and the banner are passed over. */
    List<Logged> log() {
        return program.lines().stream()
                .map(LOG_LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> new Logged(OffsetDateTime.parse(line.group(1)).toInstant(), line.group(2)))
                .toList();
    }

    /** Returns who commands, as its actuator has it; empty if nobody does. */
    Optional<Commander> commander() {
        JsonNode commander = MAPPER.readTree(get(webPort(), "/actuator/swarm")).path("commander");
        return commander.isObject()
                ? Optional.of(new Commander(
                        commander.path("node").asString(),
                        commander.path("term").asLong()))
                : Optional.empty();
    }

    /** Returns when each member started, by name, as its actuator has it. */
    Map<String, Instant> startTimes() {
        Map<String, Instant> times = new TreeMap<>();
        for (JsonNode node : MAPPER.readTree(get(webPort(), "/actuator/swarm")).path("nodes")) {
            times.put(
                    node.path("name").asString(),
                    Instant.parse(node.path("startedAt").asString()));
        }
        return times;
    }

    /** Returns when it first wrote this as the whole message of a log line, at the given moment or later. */
    Optional<Instant> loggedAt(String message, Instant notBefore) {
        return program.lines().stream()
                .filter(line -> line.endsWith(" : " + message))
                .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' ')))
                        .toInstant())
                .filter(time -> !time.isBefore(notBefore))
                .findFirst();
    }

    /** Returns what its actuator tells of the members, sorted as it sorts them. */
    List<Row> members() {
        return members(webPort());
    }

    /** Returns what the actuator on a web port of this machine tells of the members. */
    static List<Row> members(int webPort) {
        List<Row> rows = new ArrayList<>();
        for (JsonNode node : MAPPER.readTree(get(webPort, "/actuator/swarm")).path("nodes")) {
            rows.add(new Row(
                    node.path("name").asString(),
                    node.path("status").asString(),
                    node.path("address").asString(),
                    node.path("guest").asBoolean()));
        }
        return rows;
    }

    /** Returns the member of that name as its actuator has it. */
    Optional<Row> member(String member) {
        return members().stream().filter(row -> row.name.equals(member)).findFirst();
    }

    /** Returns the status that its actuator tells of a member, {@code unknown} if it has none of that name. */
    String status(String member) {
        return member(member).map(Row::status).orElse("unknown");
    }

    /** Returns where it receives membership traffic, {@code host:port}. */
    String address() {
        return member(name).orElseThrow().address;
    }

    /**
     * Changes its keys by the actuator.
     *
     * @param operation {@code add}, {@code use} or {@code remove}
     * @param key the key, Base64-encoded
     */
    void changeKeys(String operation, String key) {
        String body = MAPPER.writeValueAsString(Map.of("operation", operation, "key", key));
        send(request(webPort(), "/actuator/swarmkeys")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Returns how many packets and streams it refused for a reason. */
    long rejected(String reason) {
        String page = get(webPort(), "/actuator/metrics/swarm.packets.rejected?tag=reason:" + reason);
        return MAPPER.readTree(page).path("measurements").path(0).path("value").asLong();
    }

    /** Writes an entity of the shared overlay, as JSON. */
    void put(String entity, String json) {
        send(
                request(webPort(), "/overlay/" + entity)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)),
                204);
    }

    /** Removes an entity of the shared overlay. */
    void delete(String entity) {
        send(request(webPort(), "/overlay/" + entity).DELETE(), 204);
    }

    /** Returns what its actuator tells of the shared overlay. */
    JsonNode overlay() {
        return MAPPER.readTree(get(webPort(), "/actuator/swarmoverlay"));
    }

    /** Returns the port of its page; waits until it is known. */
    int webPort() {
        Matcher matcher = WEB_PORT.matcher(program.awaitLine(
                "web port of " + name, START, line -> WEB_PORT.matcher(line).find()));
        return matcher.find() ? Integer.parseInt(matcher.group(1)) : 0;
    }

    /** Returns the body of a page on this machine; fails if the answer is not 200. */
    static String get(int webPort, String path) {
        return send(request(webPort, path));
    }

    private static HttpRequest.Builder request(int webPort, String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + webPort + path))
                .timeout(ANSWER);
    }

    private static String send(HttpRequest.Builder builder) {
        return send(builder, 200);
    }

    private static String send(HttpRequest.Builder builder, int expected) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = CLIENT.send(request, BodyHandlers.ofString());
            if (response.statusCode() != expected) {
                throw new AssertionError(request.uri() + " answered " + response.statusCode());
            }
            return response.body();
        } catch (IOException e) {
            throw new AssertionError(request.uri() + " did not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }

    /**
     * Who commands, as an actuator shows it.
     *
     * @param node its name
     * @param term the number of its command
     */
    record Commander(String node, long term) {}

    /**
     * A member as an actuator shows it.
     *
     * @param name its name
     * @param status {@code healthy}, {@code suspect}, {@code down} or {@code left}
     * @param address {@code host:port}
     * @param guest whether it is no node of ours
     */
    record Row(String name, String status, String address, boolean guest) {}
}

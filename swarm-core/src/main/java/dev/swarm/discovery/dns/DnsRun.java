package dev.swarm.discovery.dns;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.PeerSink;
import dev.swarm.discovery.Pace;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The look-ups of one life of a node: a chain for each question, so that none waits for another. A chain asks, takes
 * the answer, says what all have led to, and rests.
 */
final class DnsRun implements AutoCloseable {

    private static final int MAX_PROBLEMS_SHOWN = 3;

    private final DnsConfig config;
    private final Duration timeout;
    private final DiscoveryContext context;
    private final PeerSink sink;
    private final Pace pace;
    private final List<Question> questions;
    private @Nullable NameServers servers;
    private boolean closed;

    DnsRun(DnsConfig config, Duration timeout, DiscoveryContext context, PeerSink sink) {
        this.config = config;
        this.timeout = timeout;
        this.context = context;
        this.sink = sink;
        this.pace = new Pace(config.pollInterval());
        this.questions = new LinkedHashSet<>(config.queries())
                .stream()
                        .flatMap(name -> Question.of(name, config.type(), config.port()).stream())
                        .toList();
    }

    void start() {
        context.schedule(Duration.ZERO, this::open);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (servers != null) {
            servers.close();
            servers = null;
        }
    }

    private void open() {
        try {
            NameServers opened = NameServers.open(config.servers(), timeout);
            synchronized (this) {
                if (closed) {
                    opened.close();
                    return;
                }
                servers = opened;
            }
            questions.forEach(question -> look(question, opened));
        } catch (UnknownHostException e) {
            sink.failed("discovery.dns.server '" + e.getMessage() + "' cannot be resolved");
            context.schedule(pace.next(), this::open);
        }
    }

    private void look(Question question, NameServers opened) {
        CompletableFuture<Void> unused = question.ask(opened)
                .thenAccept(answer -> context.schedule(Duration.ZERO, () -> onAnswer(question, answer, opened)));
    }

    private void onAnswer(Question question, Answer<NodeAddress> answer, NameServers opened) {
        context.schedule(pace.next(), () -> look(question, opened));
        synchronized (this) {
            question.take(answer);
            report();
        }
    }

    private void report() {
        Set<NodeAddress> addresses = new LinkedHashSet<>();
        questions.forEach(question -> addresses.addAll(question.addresses()));
        List<String> problems = problems();
        boolean allFail = problems.size() == new LinkedHashSet<>(config.queries()).size();
        if (allFail) {
            sink.failed(shortened(problems));
        } else if (!addresses.isEmpty()) {
            sink.candidates(addresses);
            if (!problems.isEmpty()) {
                sink.warn(shortened(problems));
            }
        }
    }

    /** What is wrong, for each name of whose questions none led to anything the last time. */
    private List<String> problems() {
        Map<String, String> byName = new LinkedHashMap<>();
        questions.forEach(question -> byName.putIfAbsent(question.name(), ""));
        for (Question question : questions) {
            String known = byName.get(question.name());
            if (!question.isTried() || question.problem() == null) {
                byName.remove(question.name());
            } else if (known != null) {
                byName.put(
                        question.name(), known.isEmpty() ? question.problem() : known + " and " + question.problem());
            }
        }
        List<String> problems = new ArrayList<>();
        byName.forEach((name, problem) -> problems.add("'" + name + "': " + problem));
        return problems;
    }

    private static String shortened(List<String> problems) {
        int more = problems.size() - MAX_PROBLEMS_SHOWN;
        String first = String.join(", ", problems.subList(0, Math.min(problems.size(), MAX_PROBLEMS_SHOWN)));
        return more > 0 ? first + ", and " + more + " more" : first;
    }
}

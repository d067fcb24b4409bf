package dev.swarm.discovery.dns;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.DnsConfig.RecordType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.dns.DnsRecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One name and one type of records, and what it has led to. Its answers are taken one after the other, by any thread,
 * under the lock of whoever owns it.
 */
final class Question {

    /** Most services of one answer that are looked at; the first ones by priority. */
    private static final int MAX_SERVICES = 256;

    private final String name;
    private final RecordType type;
    private final int port;
    private final Recall recall = new Recall();
    private boolean tried;
    private @Nullable String problem;

    /**
     * Makes one that was never asked.
     *
     * @param type which records; not {@link RecordType#AUTO}
     * @param port of addresses that come without one
     */
    Question(String name, RecordType type, int port) {
        this.name = name;
        this.type = type;
        this.port = port;
    }

    /** Returns the questions that a name means. */
    static List<Question> of(String name, RecordType type, int port) {
        if (type != RecordType.AUTO) {
            return List.of(new Question(name, type, port));
        }
        return name.startsWith("_")
                ? List.of(new Question(name, RecordType.SRV, port))
                : List.of(new Question(name, RecordType.A, port), new Question(name, RecordType.AAAA, port));
    }

    String name() {
        return name;
    }

    boolean isTried() {
        return tried;
    }

    /** Returns what is wrong with the last answer, {@code null} if nothing is. */
    @Nullable
    String problem() {
        return problem;
    }

    /** Returns the addresses that this question has led to. */
    List<NodeAddress> addresses() {
        return recall.addresses();
    }

    /** Asks. */
    CompletableFuture<Answer<NodeAddress>> ask(NameServers servers) {
        return switch (type) {
            case SRV ->
                servers.ask(name, DnsRecordType.SRV, Service::parse).thenCompose(found -> follow(servers, found));
            case AAAA -> addresses(servers, name, DnsRecordType.AAAA, port);
            case A, AUTO -> addresses(servers, name, DnsRecordType.A, port);
        };
    }

    /** Takes the answer. */
    void take(Answer<NodeAddress> answer) {
        tried = true;
        recall.take(answer);
        problem = answer.problem();
        if (problem == null && answer.records().isEmpty()) {
            problem = "there are no " + type + " records";
        }
    }

    private static CompletableFuture<Answer<NodeAddress>> follow(NameServers servers, Answer<Service> services) {
        if (!services.isComplete()) {
            return CompletableFuture.completedFuture(new Answer<>(List.of(), services.problem()));
        }
        List<CompletableFuture<Answer<NodeAddress>>> targets = services.records().stream()
                .distinct()
                .sorted(Service.ORDER)
                .limit(MAX_SERVICES)
                .map(service -> target(servers, service))
                .toList();
        return CompletableFuture.allOf(targets.toArray(CompletableFuture[]::new))
                .thenApply(unused -> merged(targets));
    }

    /** Asks for IPv6 only where there is no IPv4, which halves the questions of most clusters. */
    private static CompletableFuture<Answer<NodeAddress>> target(NameServers servers, Service service) {
        return addresses(servers, service.target(), DnsRecordType.A, service.port())
                .thenCompose(found -> found.records().isEmpty()
                        ? addresses(servers, service.target(), DnsRecordType.AAAA, service.port())
                        : CompletableFuture.completedFuture(found))
                .thenApply(found -> found.isComplete()
                        ? found
                        : Answer.failed("target " + service.target() + ": "
                                + (found.problem() == null ? "there are no addresses" : found.problem())));
    }

    private static Answer<NodeAddress> merged(List<CompletableFuture<Answer<NodeAddress>>> targets) {
        List<NodeAddress> addresses = new ArrayList<>();
        String problem = null;
        for (CompletableFuture<Answer<NodeAddress>> target : targets) {
            Answer<NodeAddress> answer = target.join();
            addresses.addAll(answer.records());
            problem = problem == null ? answer.problem() : problem;
        }
        return new Answer<>(addresses, problem);
    }

    private static CompletableFuture<Answer<NodeAddress>> addresses(
            NameServers servers, String name, DnsRecordType type, int port) {
        int length = type.equals(DnsRecordType.A) ? 4 : 16;
        return servers.ask(name, type, content -> address(content, length, port));
    }

    private static @Nullable NodeAddress address(ByteBuf content, int length, int port) {
        return content.readableBytes() == length ? NodeAddress.of(ByteBufUtil.getBytes(content), port) : null;
    }
}

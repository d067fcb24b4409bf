package dev.swarm;

import dev.swarm.api.SwarmGroups;
import dev.swarm.api.registry.GroupAnswers;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.engine.wire.comms.Payload;
import dev.swarm.engine.wire.registry.Op;
import dev.swarm.registry.mail.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The groups of one scope, in whatever life the node has now. */
final class LiveGroups implements SwarmGroups {

    private final Scope scope;

    LiveGroups(Scope scope) {
        this.scope = scope;
    }

    @Override
    public CompletableFuture<Void> join(String group, String name) {
        return scope.change("join", name, () -> new Op.Join(Names.group(scope.scope(), group)), false);
    }

    @Override
    public CompletableFuture<Void> leave(String group, String name) {
        return scope.change("leave", name, () -> new Op.Leave(Names.group(scope.scope(), group)), true);
    }

    @Override
    public List<WorkerRef> members(String group) {
        Running current = scope.running().get();
        return current == null ? List.of() : current.names().members(Names.prefix(scope.scope()) + group);
    }

    @Override
    public List<String> groups() {
        Running current = scope.running().get();
        return current == null
                ? List.of()
                : current.names().groups().stream()
                        .filter(group -> Names.isIn(scope.scope(), group))
                        .map(Names::withoutScope)
                        .toList();
    }

    @Override
    public CompletableFuture<Integer> publish(String group, Object message) {
        Objects.requireNonNull(message, "message");
        return scope.ask(shell -> {
            Payload payload = scope.message(message);
            List<CompletableFuture<Boolean>> told = new ArrayList<>();
            for (WorkerRef member : members(Names.withoutScope(Names.group(scope.scope(), group)))) {
                told.add(scope.send(member.name(), false, payload, scope.usual(), taken -> null)
                        .handle((done, error) -> error == null));
            }
            return all(told).thenApply(unused ->
                    (int) told.stream().filter(one -> one.join()).count());
        });
    }

    @Override
    public <R> CompletableFuture<GroupAnswers<R>> multiCall(String group, Object message, Class<R> type) {
        return multiCall(group, message, type, scope.usual());
    }

    @Override
    public <R> CompletableFuture<GroupAnswers<R>> multiCall(
            String group, Object message, Class<R> type, Duration timeout) {
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(type, "type");
        return scope.ask(shell -> {
            Scope.requireTimeout(timeout);
            Payload payload = scope.message(message);
            Collected<R> collected = new Collected<>();
            List<CompletableFuture<R>> asked = new ArrayList<>();
            for (WorkerRef member : members(Names.withoutScope(Names.group(scope.scope(), group)))) {
                CompletableFuture<R> answer = scope.send(
                        member.name(),
                        true,
                        payload,
                        timeout,
                        content -> scope.values().codec().read(content.form(), content.bytes(), type));
                asked.add(answer.handle((value, error) -> collected.add(member.name(), value, error)));
            }
            return all(asked).thenApply(unused -> collected.answers());
        });
    }

    private static CompletableFuture<Void> all(List<? extends CompletableFuture<?>> futures) {
        return CompletableFuture.allOf(futures.toArray(new CompletableFuture<?>[0]));
    }

    /** What came so far; names as users of the scope write them. */
    private static final class Collected<R> {

        private final SortedMap<String, R> answers = new TreeMap<>();
        private final SortedMap<String, Throwable> failures = new TreeMap<>();

        synchronized R add(String name, R value, Throwable error) {
            if (error != null) {
                failures.put(Names.withoutScope(name), LiveRegistry.cause(error));
            } else if (value != null) {
                answers.put(Names.withoutScope(name), value);
            }
            return value;
        }

        synchronized GroupAnswers<R> answers() {
            return new GroupAnswers<>(answers, failures);
        }
    }
}

package dev.swarm.spring;

import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.GroupAnswers;
import dev.swarm.api.registry.WorkerRef;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;

/** Groups of the names of a registry. Nobody answers. */
public final class TestGroups implements SwarmGroups {

    private final SwarmRegistry registry;
    private final SortedMap<String, SortedSet<String>> groups = new ConcurrentSkipListMap<>();

    /** Makes none of the names of a registry. */
    public TestGroups(SwarmRegistry registry) {
        this.registry = registry;
    }

    @Override
    public CompletableFuture<Void> join(String group, String name) {
        groups.computeIfAbsent(group, unused -> new TreeSet<>()).add(name);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> leave(String group, String name) {
        groups.getOrDefault(group, new TreeSet<>()).remove(name);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<WorkerRef> members(String group) {
        return groups.getOrDefault(group, new TreeSet<>()).stream()
                .flatMap(name -> registry.whereis(name).stream())
                .toList();
    }

    @Override
    public List<String> groups() {
        return List.copyOf(groups.keySet());
    }

    @Override
    public CompletableFuture<Integer> publish(String group, Object message) {
        return CompletableFuture.completedFuture(0);
    }

    @Override
    public <R> CompletableFuture<GroupAnswers<R>> multiCall(String group, Object message, Class<R> type) {
        return CompletableFuture.completedFuture(new GroupAnswers<>(new TreeMap<>(), new TreeMap<>()));
    }

    @Override
    public <R> CompletableFuture<GroupAnswers<R>> multiCall(
            String group, Object message, Class<R> type, Duration timeout) {
        return multiCall(group, message, type);
    }
}

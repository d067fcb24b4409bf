package dev.swarm.api;

import dev.swarm.api.registry.GroupAnswers;
import dev.swarm.api.registry.WorkerRef;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Groups of registered names, known on all nodes. Membership belongs to the name: it goes with it when it moves or is
 * restarted, and ends with it. A group has 1 to 200 bytes in UTF-8 and is there as long as it has members. Futures fail
 * as those of {@link SwarmRegistry}; any thread may call.
 */
public interface SwarmGroups {

    /**
     * Makes a name a member. Done, and nothing more, if it is one.
     *
     * @return done when this node shows it; fails with {@link dev.swarm.api.failure.UnknownNameException} for a name
     *     that is not registered, and with {@link IllegalArgumentException} for a 65th group of one name
     */
    CompletableFuture<Void> join(String group, String name);

    /** Ends a name's membership. Done if it is no member, or unknown. */
    CompletableFuture<Void> leave(String group, String name);

    /** Returns the members that live somewhere, sorted by name. */
    List<WorkerRef> members(String group);

    /** Returns all groups that have members, sorted. */
    List<String> groups();

    /**
     * Sends a message to each member, as {@link SwarmRegistry#tell} does; a slow one holds up nobody.
     *
     * @return done when each member has it or could not be reached; with how many have it
     */
    CompletableFuture<Integer> publish(String group, Object message);

    /** Asks all members at once, with the time-out of {@code registry.request-timeout}. */
    <R> CompletableFuture<GroupAnswers<R>> multiCall(String group, Object message, Class<R> type);

    /**
     * Asks all members at once.
     *
     * @param timeout 1 ms to 1 h, for all together
     * @return never fails but for bad arguments: who answered, and apart from them who failed
     */
    <R> CompletableFuture<GroupAnswers<R>> multiCall(String group, Object message, Class<R> type, Duration timeout);
}

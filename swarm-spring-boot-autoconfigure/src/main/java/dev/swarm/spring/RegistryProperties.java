package dev.swarm.spring;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Named workers, and on which nodes they live. The strategy, the quorum, the lease and the number of partitions must be
 * the same on all nodes.
 *
 * @param strategy Who owns names, one of ring, static-quorum, least-loaded, pinned and the name of a Placement bean.
 * @param staticQuorumSize Number of nodes that may own names, this one included, without which none does, 1 to 100;
 *     for static-quorum only. It should be more than half of all nodes.
 * @param lease Time for which a grant of the quorum is valid without renewal, 500ms to 5m. Milliseconds without a unit.
 * @param includeNodes Comma-separated list of the nodes that own names, each a name or a regular expression for all of
 *     it. By default everybody who is not excluded; otherwise it alone decides.
 * @param excludeNodes Comma-separated list of the nodes that own no names, each a name or a regular expression for all
 *     of it.
 * @param weight This node's share of the names beside others, 1 to 1000.
 * @param partitions Number of parts into which names are hashed, 16 to 65536.
 * @param rebalanceConcurrency Number of workers that leave a node at a time at most, 1 to 10000.
 * @param rebalanceDelay Time after a change of members before names begin to move, up to 1m; failover waits for
 *     nothing. Milliseconds without a unit.
 * @param handoffTimeout Time that a worker may take to give its state away or to take it, 10ms to 1h. Milliseconds
 *     without a unit.
 * @param drainTimeout Longest time for giving all names away before the node leaves, up to 1h. Milliseconds without a
 *     unit.
 * @param maxRestarts Number of restarts within the window after which a name is given up, 0 to 1000000.
 * @param restartWindow Time in which restarts are counted, 1ms to 1h. Milliseconds without a unit.
 * @param restartBackoff First pause but one between restarts, doubled each time, 1ms to 1m. Milliseconds without a
 *     unit.
 * @param restartBackoffMax Longest pause between restarts, from the first one to 1h. Milliseconds without a unit.
 * @param mailboxCapacity Number of messages that may wait for one worker, 1 to 1000000; one more is refused.
 * @param maxArgsSize Longest arguments of a registration, up to 1MB. Bytes without a unit.
 * @param maxStateSize Longest state of a handoff, 1KB to 64MB. Bytes without a unit.
 * @param requestTimeout Time for which a call waits unless it says otherwise, 1ms to 1h. Milliseconds without a unit.
 * @param stallAfter Time for which something may be under way before the health component is down, 1s to 1d.
 *     Milliseconds without a unit.
 * @param workerStore Where workers save state for restarts after a crash, if there is no WorkerStore bean.
 */
public record RegistryProperties(
        @DefaultValue("ring") String strategy,
        @DefaultValue("2") int staticQuorumSize,
        @DefaultValue("3s") Duration lease,
        @DefaultValue List<String> includeNodes,

        @DefaultValue({"^remsh.*$", "^.+_upgrader_.+$", "^.+_maint_.+$"})
        List<String> excludeNodes,

        @DefaultValue("100") int weight,
        @DefaultValue("4096") int partitions,
        @DefaultValue("64") int rebalanceConcurrency,
        @DefaultValue("500ms") Duration rebalanceDelay,
        @DefaultValue("5s") Duration handoffTimeout,
        @DefaultValue("10s") Duration drainTimeout,
        @DefaultValue("10") int maxRestarts,
        @DefaultValue("1m") Duration restartWindow,
        @DefaultValue("100ms") Duration restartBackoff,
        @DefaultValue("30s") Duration restartBackoffMax,
        @DefaultValue("10000") int mailboxCapacity,
        @DefaultValue("64KB") DataSize maxArgsSize,
        @DefaultValue("8MB") DataSize maxStateSize,
        @DefaultValue("5s") Duration requestTimeout,
        @DefaultValue("1m") Duration stallAfter,
        @DefaultValue("none") Store workerStore) {

    /** Where workers save state. */
    public enum Store {
        /** Nowhere: what a worker saves is forgotten. */
        NONE,
        /** In the state that all nodes share. */
        SHARED
    }
}

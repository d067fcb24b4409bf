package dev.swarm.engine.replication;

/**
 * How much replication holds.
 *
 * @param keys keys with a value
 * @param bytes about how much heap they take
 * @param logBytes about how much the latest writes take that are kept one by one
 * @param origins replicas of which something is known
 * @param endedAhead writes of which it is known that they are ended, though they have not come yet
 * @param pending writes of this node that some connected peer has not acknowledged; the most of any peer
 */
public record ReplicationLoad(int keys, long bytes, long logBytes, int origins, long endedAhead, long pending) {

    static ReplicationLoad of(Store store, Retention retention, Origins origins, Neighbours neighbours, Origin self) {
        long acked = Math.min(self.have(), neighbours.ackedByAll(self));
        long ended = 0;
        for (Origin origin : origins.all()) {
            ended += origin.endedAhead().size();
        }
        return new ReplicationLoad(
                store.keys(), store.bytes(), retention.bytes(), origins.all().size(), ended, self.have() - acked);
    }
}

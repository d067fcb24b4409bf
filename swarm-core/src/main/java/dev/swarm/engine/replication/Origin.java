package dev.swarm.engine.replication;

import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Write;
import java.util.HashMap;
import java.util.Map;

/** What this node has of one replica's writes: all up to a number, and some of them still one by one. */
final class Origin {

    private final ReplicaId id;
    private final WriteLog log = new WriteLog();

    /** For keys the number up to which the origin's writes are ended, though they have not come yet. */
    private final Map<Key, Long> ended = new HashMap<>();

    private long have;

    Origin(ReplicaId id) {
        this.id = id;
    }

    ReplicaId id() {
        return id;
    }

    /** Returns the number up to which all writes are known. */
    long have() {
        return have;
    }

    WriteLog log() {
        return log;
    }

    /** Notes that all writes up to a number are known now. */
    void advance(long number) {
        have = Math.max(have, number);
        if (!ended.isEmpty()) {
            ended.values().removeIf(last -> last <= have);
        }
    }

    /** Notes that writes to a key are ended before they have come. */
    void endAhead(Key key, long last) {
        if (last > have) {
            ended.merge(key, last, Math::max);
        }
    }

    /** Tells whether a write just come is ended already. */
    boolean isEnded(Write write) {
        return !ended.isEmpty() && ended.getOrDefault(write.key(), 0L) >= write.number();
    }

    /** Returns the keys for which writes are ended ahead, with their numbers. */
    Map<Key, Long> endedAhead() {
        return ended;
    }
}

package dev.swarm.engine.comms;

import dev.swarm.api.Priority;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Buffers that hold something, the most urgent first; any thread adds, the engine's thread takes. */
final class Ready {

    private final Map<Priority, Queue<LaneBuffer>> byPriority = new EnumMap<>(Priority.class);

    Ready() {
        for (Priority priority : Priority.values()) {
            byPriority.put(priority, new ConcurrentLinkedQueue<>());
        }
    }

    /** Adds a buffer that has just been listed. */
    void add(LaneBuffer buffer) {
        Objects.requireNonNull(byPriority.get(buffer.priority)).add(buffer);
    }

    /** Adds a buffer if it holds something and is not listed yet. */
    void addIfNeeded(LaneBuffer buffer) {
        if (buffer.list()) {
            add(buffer);
        }
    }

    @Nullable
    LaneBuffer poll() {
        for (Queue<LaneBuffer> queue : byPriority.values()) {
            LaneBuffer next = queue.poll();
            if (next != null) {
                return next;
            }
        }
        return null;
    }
}

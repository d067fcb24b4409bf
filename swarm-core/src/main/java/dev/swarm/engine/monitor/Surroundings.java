package dev.swarm.engine.monitor;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the monitor wants of the machines around it. */
public interface Surroundings {

    /** Returns what membership knows of a node, {@code null} if it knows none of that name. */
    @Nullable
    Member member(NodeId node);

    /** Wants a node to be probed without waiting for its turn, by the ordinary ways. */
    void probe(Now now, NodeId node);

    /** Notes a decision, for people. */
    void note(Instant time, NodeId node, String text);
}

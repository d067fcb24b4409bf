package dev.swarm.engine.step;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** Who looks on while membership asks and answers. */
public interface Bystander {

    /** A member answered this node: directly, through a relay or over a stream. */
    void onAnswer(Now now, NodeId node);

    /** Returns what goes along with an answer to a ping, {@code null} for nothing. */
    @Nullable
    Bytes payload();
}

package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Bystander;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.Bytes;
import org.jspecify.annotations.Nullable;

/** Does not look, and has nothing to say. */
final class Nobody implements Bystander {

    @Override
    public void onAnswer(Now now, NodeId node) {}

    @Override
    public @Nullable Bytes payload() {
        return null;
    }
}

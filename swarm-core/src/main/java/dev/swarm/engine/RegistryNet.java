package dev.swarm.engine;

import dev.swarm.api.NodeId;
import dev.swarm.engine.plane.DataPlane;
import dev.swarm.engine.plane.SendResult;
import dev.swarm.engine.registry.RegistryLink;
import dev.swarm.engine.registry.tenure.TenureLink;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.wire.registry.RegistryCodec;
import dev.swarm.engine.wire.registry.RegistryMessage;
import dev.swarm.engine.wire.registry.RegistryMessage.Prepare;
import dev.swarm.engine.wire.registry.TenureCodec;
import dev.swarm.engine.wire.registry.TenureMessage;
import org.jspecify.annotations.Nullable;

/**
 * The way of the registry over the data plane: who may own what goes first, states of workers last, and the rest with
 * changes of shared state.
 */
final class RegistryNet implements RegistryLink, TenureLink {

    private @Nullable DataPlane plane;

    /** Says over what messages go. */
    void connect(DataPlane over) {
        plane = over;
    }

    @Override
    public boolean send(NodeId to, RegistryMessage message) {
        Lane lane = message instanceof Prepare ? Lane.BULK : Lane.CHANGES;
        return send(to, lane, RegistryCodec.encode(message));
    }

    @Override
    public void send(NodeId to, TenureMessage message) {
        // whoever hears nothing asks again
        boolean unused = send(to, Lane.CONTROL, TenureCodec.encode(message));
    }

    private boolean send(NodeId to, Lane lane, byte[] message) {
        DataPlane over = plane;
        if (over == null) {
            return false;
        }
        SendResult result = over.send(to, lane, message);
        if (result == SendResult.NOT_CONNECTED) {
            over.want(to);
        }
        return result == SendResult.QUEUED;
    }
}

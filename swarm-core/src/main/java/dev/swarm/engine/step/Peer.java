package dev.swarm.engine.step;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.NodeMeta;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A live member with a data plane, other than this node. Membership offers it, the data plane connects to it.
 *
 * @param id its name
 * @param address where it is dialled
 * @param meta what it says of itself; its start stamp tells one process from the next of that name
 */
public record Peer(NodeId id, NodeAddress address, NodeMeta meta) {

    /** Written out: the first use of the one that a record has takes milliseconds, within the step of a join. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Peer that
                        && id.equals(that.id)
                        && address.equals(that.address)
                        && meta.equals(that.meta));
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, address, meta);
    }

    /** Returns the number of its process, the same as long as it runs. */
    public long session() {
        return meta.startedAtMillis();
    }
}

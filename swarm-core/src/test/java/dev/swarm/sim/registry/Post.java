package dev.swarm.sim.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.registry.Parcel.Fate;
import dev.swarm.sim.time.SimTimer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Carries messages to workers: to the node that the sender's model names, over a network that may be cut. */
final class Post {

    private static final long AGAIN_NANOS = Duration.ofMillis(10).toNanos();

    private final RegistryWorld world;
    private final List<Parcel> sent = new ArrayList<>();

    Post(RegistryWorld world) {
        this.world = world;
    }

    /** Sends a message from a node that runs. */
    Parcel tell(SimNode from, String name) {
        Parcel parcel = new Parcel(sent.size() + 1L, name);
        sent.add(parcel);
        WorkerRef ref = from.names().whereis(name);
        if (ref == null) {
            parcel.end(Fate.REFUSED);
        } else {
            carry(from, ref.node(), parcel);
        }
        return parcel;
    }

    /** Passes on what waited for a life that has ended. */
    void forward(SimWorkers from, NodeId next, Parcel parcel) {
        carry(from.node(), next, parcel);
    }

    /** Returns how many messages ended how. */
    Map<Fate, Long> fates() {
        Map<Fate, Long> fates = new EnumMap<>(Fate.class);
        sent.forEach(parcel -> fates.merge(parcel.fate(), 1L, Long::sum));
        return fates;
    }

    /** Returns all messages. */
    List<Parcel> sent() {
        return sent;
    }

    private void carry(SimNode from, NodeId to, Parcel parcel) {
        SimNode target = world.node(to);
        SimWorkers workers = target == null || !target.isRunning() ? null : world.workers(target);
        if (target == null || workers == null) {
            parcel.end(Fate.REFUSED);
        } else {
            long delay = world.cluster().network().delayNanos(from.address(), target.address());
            world.cluster().scheduler().setAfter(new Delivery(from, workers, parcel), delay);
        }
    }

    private final class Delivery extends SimTimer {

        private final SimNode from;
        private final SimWorkers to;
        private final Parcel parcel;

        Delivery(SimNode from, SimWorkers to, Parcel parcel) {
            this.from = from;
            this.to = to;
            this.parcel = parcel;
        }

        @Override
        protected void fire() {
            SimNode target = to.node();
            boolean isOpen = world.cluster().network().isOpen(from.address(), target.address());
            if (to.isEnded() || (!isOpen && from != target)) {
                parcel.end(Fate.LOST);
            } else if (!target.isResponsive()) {
                world.cluster().scheduler().setAfter(this, AGAIN_NANOS);
            } else if (!to.deliver(parcel)) {
                parcel.end(Fate.REFUSED);
            }
        }
    }
}

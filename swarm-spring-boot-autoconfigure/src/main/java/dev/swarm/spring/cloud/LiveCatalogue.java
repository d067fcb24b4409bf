package dev.swarm.spring.cloud;

import dev.swarm.api.Member;
import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmTopology;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * The catalogue of whoever is here now. Reads the last published state and is never out of date; what it has made of
 * that state is kept until the state is another one, since clients may ask for each of their requests. Any thread.
 */
final class LiveCatalogue {

    private final SwarmTopology topology;
    private final Supplier<@Nullable RoundTripHints> hints;
    private volatile Reading last = new Reading(List.of(), Catalogue.of(List.of()));

    private record Reading(List<Member> members, Catalogue catalogue) {}

    /**
     * Makes one.
     *
     * @param hints gives what knows how far away nodes are, {@code null} for no hints
     */
    LiveCatalogue(SwarmTopology topology, Supplier<@Nullable RoundTripHints> hints) {
        this.topology = topology;
        this.hints = hints;
    }

    /** Returns the catalogue, without hints, which change all the time; the same object as long as nothing changes. */
    Catalogue current() {
        Reading known = last;
        List<Member> members = topology.nodes();
        // members that did not change are the same objects, so this compares references mostly
        if (members.equals(known.members)) {
            return known.catalogue;
        }
        Catalogue fresh = Catalogue.of(members);
        last = new Reading(members, fresh);
        return fresh;
    }

    /** Returns the names of all services, sorted. */
    List<String> services() {
        return List.copyOf(current().services().keySet());
    }

    /** Returns the instances of a service, with hints; empty if there is no such service. */
    List<ServiceInstance> instances(String service) {
        List<SwarmInstance> instances = current().services().getOrDefault(service, List.of());
        RoundTripHints known = hints.get();
        return instances.stream()
                .map(instance -> known == null ? instance : hinted(instance, known))
                .map(ServiceInstance.class::cast)
                .toList();
    }

    private static SwarmInstance hinted(SwarmInstance instance, RoundTripHints hints) {
        Duration roundTrip = hints.to(NodeId.of(instance.instanceId()));
        return roundTrip == null
                ? instance
                : instance.with(SwarmInstance.ROUND_TRIP, String.valueOf(roundTrip.toMillis()));
    }
}

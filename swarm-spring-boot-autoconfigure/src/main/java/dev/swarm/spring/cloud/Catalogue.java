package dev.swarm.spring.cloud;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All services of the cluster with their instances, at one moment. A value: two are equal if nobody who asks could tell
 * them apart.
 *
 * @param services instances by the name of their service, those of doubted nodes last, else sorted by the nodes'
 *     names; a service whose nodes have no web server has an empty list
 */
record Catalogue(SortedMap<String, List<SwarmInstance>> services) {

    private static final Comparator<SwarmInstance> DOUBTED_LAST = Comparator.comparing(
                    (SwarmInstance instance) -> instance.status() == MemberStatus.SUSPECT)
            .thenComparing(SwarmInstance::instanceId);

    /** Takes an unmodifiable view; the caller hands over the map. */
    Catalogue {
        services = Collections.unmodifiableSortedMap(services);
    }

    /** Returns the catalogue of some members that are here; guests belong to no service. */
    static Catalogue of(List<Member> members) {
        SortedMap<String, List<SwarmInstance>> services = new TreeMap<>();
        for (Member member : members) {
            Member.Profile profile = member.profile();
            if (profile != null) {
                List<SwarmInstance> instances = services.computeIfAbsent(profile.service(), name -> new ArrayList<>());
                SwarmInstance.of(member).ifPresent(instances::add);
            }
        }
        services.replaceAll(
                (name, instances) -> instances.stream().sorted(DOUBTED_LAST).toList());
        return new Catalogue(services);
    }
}

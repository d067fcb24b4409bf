package dev.swarm.discovery.kubernetes;

import dev.swarm.api.NodeAddress;
import dev.swarm.discovery.AddressFamily;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The objects that are there, each by its name, as lists and events tell of them. */
final class Inventory {

    private final Resource resource;
    private final int most;
    private final Map<String, List<Place>> byName = new TreeMap<>();

    Inventory(Resource resource, int most) {
        this.resource = resource;
        this.most = most;
    }

    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** Takes an object as it is now; a new one only if there is room. */
    void put(JsonNode object) {
        if (byName.size() >= most && !byName.containsKey(name(object))) {
            return;
        }
        byName.put(name(object), resource.places().apply(object));
    }

    /** Takes it that an object is gone. */
    void remove(JsonNode object) {
        byName.remove(name(object));
    }

    /** Returns one address for each machine. */
    Set<NodeAddress> addresses(AddressFamily family) {
        Map<String, List<NodeAddress>> byMachine = new TreeMap<>();
        byName.values()
                .forEach(places -> places.forEach(place -> byMachine
                        .computeIfAbsent(place.machine(), unused -> new ArrayList<>())
                        .add(place.address())));
        Set<NodeAddress> chosen = new LinkedHashSet<>();
        for (List<NodeAddress> addresses : byMachine.values()) {
            NodeAddress address = family.choose(addresses);
            if (address != null) {
                chosen.add(address);
            }
        }
        return chosen;
    }

    private static String name(JsonNode object) {
        return object.path("metadata").path("name").stringValue("");
    }
}

package dev.swarm.discovery.kubernetes;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.discovery.AddressFamily;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * What is asked for: the slices of a service's endpoints, or pods. Whoever starts is not ready and counts all the same,
 * since it may become ready only by finding us; whoever ends does not.
 *
 * @param api path of its API
 * @param group its group of APIs, empty for the first one
 * @param plural its name there
 * @param selector which of them
 * @param places reads where peers may be according to one object
 */
record Resource(String api, String group, String plural, String selector, Function<JsonNode, List<Place>> places) {

    static Resource of(KubernetesConfig config) {
        int port = config.port();
        return config.labelSelector() == null
                ? new Resource(
                        "/apis/discovery.k8s.io/v1",
                        "discovery.k8s.io",
                        "endpointslices",
                        "kubernetes.io/service-name=" + config.service(),
                        slice -> ofSlice(slice, port))
                : new Resource("/api/v1", "", "pods", config.labelSelector(), pod -> ofPod(pod, port));
    }

    /** Returns path and query for a list or a watch. */
    String path(String namespace, String more) {
        return api + "/namespaces/" + namespace + "/" + plural + "?labelSelector="
                + URLEncoder.encode(selector, StandardCharsets.UTF_8) + more;
    }

    /** Returns the Role without which the API refuses, in one line of YAML. */
    String role(String namespace) {
        return "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: swarm-discovery, namespace: "
                + namespace + "}, rules: [{apiGroups: [\"" + group + "\"], resources: [" + plural
                + "], verbs: [list, watch]}]}";
    }

    private static List<Place> ofSlice(JsonNode slice, int port) {
        List<Place> places = new ArrayList<>();
        for (JsonNode endpoint : slice.path("endpoints").values()) {
            boolean ends = endpoint.path("conditions").path("terminating").booleanValue(false);
            // all addresses of an endpoint are the same, so only the first one is looked at
            String ip = endpoint.path("addresses").path(0).stringValue("");
            String pod = endpoint.path("targetRef").path("uid").stringValue("");
            if (!ends) {
                add(places, pod.isEmpty() ? ip : pod, ip, port);
            }
        }
        return places;
    }

    private static List<Place> ofPod(JsonNode pod, int port) {
        JsonNode status = pod.path("status");
        String phase = status.path("phase").stringValue("");
        String uid = pod.path("metadata").path("uid").stringValue("");
        List<Place> places = new ArrayList<>();
        if (phase.equals("Succeeded")
                || phase.equals("Failed")
                || pod.path("metadata").has("deletionTimestamp")) {
            return places;
        }
        add(places, uid, status.path("podIP").stringValue(""), port);
        for (JsonNode each : status.path("podIPs").values()) {
            add(places, uid, each.path("ip").stringValue(""), port);
        }
        return places;
    }

    private static void add(List<Place> places, String machine, String ip, int port) {
        NodeAddress address = AddressFamily.parse(ip, port);
        if (address != null) {
            places.add(new Place(machine, address));
        }
    }
}

package dev.swarm.discovery.tailscale;

import dev.swarm.api.NodeAddress;
import dev.swarm.discovery.AddressFamily;
import dev.swarm.discovery.LookUpException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the status of a machine says of the others of its tailnet. Whatever is absent, null or of another kind counts as
 * not said, since the document changes between releases.
 *
 * @param peers the other machines that may be asked now
 */
record Tailnet(List<Machine> peers) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String RUNNING = "Running";

    /**
     * A machine.
     *
     * @param dnsName its name in the tailnet, without a dot at the end; empty if it has none
     * @param addresses its addresses, with the port of peers
     */
    record Machine(String dnsName, List<NodeAddress> addresses) {}

    /** Takes an unmodifiable copy. */
    Tailnet {
        peers = List.copyOf(peers);
    }

    /**
     * Reads a status document.
     *
     * @param tag which machines count, {@code null} for all
     * @param port where peers listen
     * @throws LookUpException if it is none, or the machine is not part of its tailnet now
     */
    static Tailnet parse(byte[] document, @Nullable String tag, int port) throws LookUpException {
        JsonNode status = read(document);
        String state = text(status, "BackendState");
        if (!state.equals(RUNNING)) {
            throw new LookUpException(
                    "this machine is not in its tailnet: the state of tailscale is '" + state + "', not 'Running'",
                    null);
        }
        Set<String> own = own(status);
        List<Machine> peers = new ArrayList<>();
        for (JsonNode peer : status.path("Peer").values()) {
            Machine machine = new Machine(dnsName(peer), addresses(peer, port));
            if (isUsable(peer) && hasTag(peer, tag) && !isSelf(peer, own) && !machine.addresses.isEmpty()) {
                peers.add(machine);
            }
        }
        return new Tailnet(peers);
    }

    private static JsonNode read(byte[] document) throws LookUpException {
        try {
            JsonNode status = JSON.readTree(document);
            if (status.isObject()) {
                return status;
            }
        } catch (JacksonException e) {
            throw new LookUpException("the status is no JSON, or was cut short", e);
        }
        throw new LookUpException("the status is no JSON object", null);
    }

    /**
     * Online says that the machine is connected to the control server. A machine whose key has expired reaches nobody;
     * one that belongs to a user with whom we share something is not ours; exit nodes of a provider run none of our
     * programs.
     */
    private static boolean isUsable(JsonNode peer) {
        return peer.path("Online").booleanValue(false)
                && !peer.path("Expired").booleanValue(false)
                && !peer.path("ShareeNode").booleanValue(false)
                && !dnsName(peer).endsWith(".mullvad.ts.net");
    }

    private static boolean hasTag(JsonNode peer, @Nullable String tag) {
        return tag == null || strings(peer, "Tags").contains(tag);
    }

    private static Set<String> own(JsonNode status) {
        JsonNode self = status.path("Self");
        Set<String> own = new TreeSet<>(strings(status, "TailscaleIPs"));
        own.addAll(strings(self, "TailscaleIPs"));
        own.add(text(self, "ID"));
        own.add(text(self, "PublicKey"));
        own.remove("");
        return own;
    }

    private static boolean isSelf(JsonNode peer, Set<String> own) {
        return own.contains(text(peer, "ID"))
                || own.contains(text(peer, "PublicKey"))
                || strings(peer, "TailscaleIPs").stream().anyMatch(own::contains);
    }

    private static String dnsName(JsonNode peer) {
        return text(peer, "DNSName").replaceFirst("\\.$", "");
    }

    private static List<NodeAddress> addresses(JsonNode peer, int port) {
        List<NodeAddress> addresses = new ArrayList<>();
        for (String ip : strings(peer, "TailscaleIPs")) {
            NodeAddress address = AddressFamily.parse(ip, port);
            if (address != null) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    private static List<String> strings(JsonNode of, String field) {
        return of.path(field).values().stream()
                .map(value -> value.stringValue(""))
                .filter(value -> !value.isEmpty())
                .toList();
    }

    private static String text(JsonNode of, String field) {
        return of.path(field).stringValue("");
    }
}

package dev.swarm.spring.cloud;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.client.ServiceInstance;

/**
 * A member as Spring Cloud sees it: where its web server is. A value, so that two lists of instances can be compared.
 *
 * @param instanceId name of the node
 * @param serviceId name of the application
 * @param uri base address of its web server, with a host
 * @param status what is believed of the node
 * @param metadata its tags, and what is known of the node beyond them; cannot be changed
 */
record SwarmInstance(String instanceId, String serviceId, URI uri, MemberStatus status, Map<String, String> metadata)
        implements ServiceInstance {

    /** Name of the node. */
    static final String NODE = "swarm.node";

    /** Role of the node, in lower case. */
    static final String ROLE = "swarm.role";

    /** Status of the node, {@code healthy} or {@code suspect}. */
    static final String STATUS = "swarm.status";

    /** Port of the node itself, for other nodes; not that of its web server. */
    static final String PORT = "swarm.port";

    /** Time to the node and back in milliseconds, if that is known. */
    static final String ROUND_TRIP = "swarm.rtt-ms";

    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** Returns the instance that a member is, empty if it has no web server, or tells an address that is none. */
    static Optional<SwarmInstance> of(Member member) {
        Member.Profile profile = member.profile();
        URI address = profile == null ? null : parse(profile.webAddress());
        return profile == null || address == null
                ? Optional.empty()
                : Optional.of(new SwarmInstance(
                        member.id().name(), profile.service(), address, member.status(), metadata(member, profile)));
    }

    /** Returns what a member says of itself as metadata; our own keys win over tags. */
    static Map<String, String> metadata(Member member, Member.Profile profile) {
        Map<String, String> metadata = new TreeMap<>(profile.tags());
        metadata.put(NODE, member.id().name());
        metadata.put(ROLE, member.role().label());
        metadata.put(STATUS, member.status().label());
        metadata.put(PORT, String.valueOf(member.address().port()));
        return Collections.unmodifiableMap(metadata);
    }

    /** Returns the same with one more entry. */
    SwarmInstance with(String key, String value) {
        Map<String, String> more = new TreeMap<>(metadata);
        more.put(key, value);
        return new SwarmInstance(instanceId, serviceId, uri, status, Collections.unmodifiableMap(more));
    }

    /** What others say of themselves may be anything. */
    private static @Nullable URI parse(@Nullable String webAddress) {
        if (webAddress == null) {
            return null;
        }
        try {
            URI uri = new URI(webAddress);
            boolean isWeb = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            return isWeb && uri.getHost() != null ? uri : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    @Override
    public String getInstanceId() {
        return instanceId;
    }

    @Override
    public String getServiceId() {
        return serviceId;
    }

    /** Returns the host; an IPv6 address is in brackets, as clients put it into addresses as it is. */
    @Override
    public String getHost() {
        return uri.getHost();
    }

    @Override
    public int getPort() {
        return uri.getPort() >= 0 ? uri.getPort() : isSecure() ? HTTPS_PORT : HTTP_PORT;
    }

    @Override
    public boolean isSecure() {
        return "https".equalsIgnoreCase(uri.getScheme());
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public Map<String, String> getMetadata() {
        return metadata;
    }

    @Override
    public String getScheme() {
        return uri.getScheme();
    }
}

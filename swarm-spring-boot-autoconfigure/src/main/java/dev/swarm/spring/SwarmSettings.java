package dev.swarm.spring;

import dev.swarm.Swarm;
import dev.swarm.SwarmBuilder;
import dev.swarm.Trust;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.OverlayConfig.Storage;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.spring.SwarmProperties.Node;
import dev.swarm.spring.SwarmProperties.Overlay;
import dev.swarm.spring.SwarmProperties.Topology;
import dev.swarm.spring.diagnostics.InvalidSwarmPropertyException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;

/**
 * Makes a node of the properties. What the core refuses is named by its full property, so that the analysis of a failed
 * start can show it.
 */
final class SwarmSettings {

    private final SwarmProperties properties;
    private final DiscoverySettings discovery;
    private final RegistrySettings registry;
    private final @Nullable String applicationName;
    private final @Nullable SslBundles bundles;

    /**
     * Makes the settings.
     *
     * @param properties what the user wrote
     * @param discovery what the user wrote about finding peers
     * @param registry what the user wrote about named workers
     * @param applicationName name of the service, {@code null} or blank for the core's own choice
     * @param bundles the SSL bundles of the application, {@code null} if it has none
     */
    SwarmSettings(
            SwarmProperties properties,
            DiscoverySettings discovery,
            RegistrySettings registry,
            @Nullable String applicationName,
            @Nullable SslBundles bundles) {
        this.properties = properties;
        this.discovery = discovery;
        this.registry = registry;
        this.applicationName = applicationName;
        this.bundles = bundles;
    }

    /**
     * Returns a node that is not started.
     *
     * @param customizers called in this order, between the properties and the choice of a strategy for those who chose
     *     none
     * @throws InvalidSwarmPropertyException if a property is out of its bounds
     */
    Swarm toSwarm(Stream<SwarmCustomizer> customizers) {
        SwarmBuilder builder = toBuilder();
        customizers.forEach(customizer -> customizer.customize(builder));
        checked("", () -> discovery.choose(builder));
        return checked("", builder::build);
    }

    private SwarmBuilder toBuilder() {
        SwarmBuilder builder = Swarm.builder().enabled(properties.enabled()).cluster(properties.cluster());
        if (applicationName != null && !applicationName.isBlank()) {
            builder.service(applicationName);
        }
        builder.trust(checked("", this::trust));
        String bundle = properties.ssl().bundle();
        if (bundle != null && !bundle.isBlank()) {
            builder.tls(SwarmCertificates.of(bundle, bundles));
        }
        applyNode(builder, properties.node());
        applyEndpoint(builder);
        checked("", () -> discovery.apply(builder));
        builder.membership(checked("membership", () -> MembershipSettings.of(properties.membership())));
        builder.overlay(checked("overlay", () -> overlay(properties.overlay())));
        TopologyConfig topology = checked("topology", () -> topology(properties.topology()));
        builder.topology(checked("discovery", () -> discovery.expecting(topology)));
        builder.monitor(checked("monitor", () -> LinkSettings.monitor(properties.monitor())));
        builder.comms(checked("comms", () -> LinkSettings.comms(properties.comms())));
        return checked("registry", () -> registry.apply(builder));
    }

    private Trust trust() {
        String secret = properties.secret();
        List<String> keyring = properties.keyring();
        if (secret == null) {
            return keyring.isEmpty()
                    ? Trust.none()
                    : Trust.keyring(keyring.stream().map(SwarmSettings::key).toList());
        }
        if (!keyring.isEmpty()) {
            throw new IllegalArgumentException("keyring must not be set beside swarm.secret");
        }
        return Trust.secret(secret);
    }

    /** The decoder's own message shows characters of the key. */
    private static byte[] key(String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalArgumentException("keyring must hold keys in Base64");
        }
    }

    private static void applyNode(SwarmBuilder builder, Node node) {
        String name = node.name();
        if (name != null) {
            try {
                builder.name(name);
            } catch (IllegalArgumentException refusal) {
                throw new InvalidSwarmPropertyException(
                        "swarm.node.name", " is no name for a node: " + refusal.getMessage(), refusal);
            }
        }
        builder.role(node.role()).tags(node.tags());
    }

    private void applyEndpoint(SwarmBuilder builder) {
        builder.bindAddress(properties.bindAddress()).advertiseAddress(properties.advertiseAddress());
        if (properties.port() != null) {
            builder.port(properties.port());
        }
        if (properties.advertisePort() != null) {
            builder.advertisePort(properties.advertisePort());
        }
    }

    private static OverlayConfig overlay(Overlay overlay) {
        Path file = overlay.snapshotFile();
        // an interval that is not allowed is refused even if nothing is stored
        Storage storage = new Storage(file == null ? Path.of("") : file, overlay.snapshotInterval());
        return new OverlayConfig(
                overlay.syncInterval(),
                overlay.antiEntropyInterval(),
                (int) Math.max(
                        0, Math.min(Integer.MAX_VALUE, overlay.maxValueSize().toBytes())),
                overlay.maxSize().toBytes(),
                overlay.logSize().toBytes(),
                file == null ? null : storage);
    }

    private static TopologyConfig topology(Topology topology) {
        return TopologyConfig.defaults().withQuorumSize(topology.quorumSize()).withLease(topology.lease());
    }

    private static <T> T checked(String group, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException refusal) {
            throw InvalidSwarmPropertyException.translate(group, refusal);
        }
    }
}

package dev.swarm.api.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Discovery by the API of Kubernetes ({@code discovery.kubernetes}): by the endpoints of a service, or by the pods with
 * some labels. One of both is to be set.
 *
 * @param namespace where the service or the pods are, {@code null} for the namespace of the own pod
 * @param service name of a service, best a headless one; {@code null} to look for pods
 * @param labelSelector which pods, as Kubernetes writes it, such as {@code app=orders,tier!=web}; {@code null} to look
 *     for a service
 * @param port where peers listen, 1 to 65535
 * @param pollInterval mean time between two look-ups while the API cannot be watched, 100 ms to 1 h
 * @param apiServer base address of the API, {@code https} and no path; {@code null} for the one that each pod is told
 * @param serviceAccount folder with {@code token}, {@code ca.crt} and {@code namespace}; {@code null} for the one that
 *     each pod has
 */
public record KubernetesConfig(
        @Nullable String namespace,
        @Nullable String service,
        @Nullable String labelSelector,
        int port,
        Duration pollInterval,
        @Nullable URI apiServer,
        @Nullable Path serviceAccount) {

    private static final String NAME = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    public KubernetesConfig {
        Bounds.check("discovery.kubernetes.port", port, 1, 65_535);
        Bounds.check("discovery.kubernetes.poll-interval", pollInterval, Duration.ofMillis(100), Duration.ofHours(1));
        checkName("discovery.kubernetes.namespace", namespace);
        checkName("discovery.kubernetes.service", service);
        if (labelSelector != null && labelSelector.isBlank()) {
            throw new IllegalArgumentException("discovery.kubernetes.label-selector must not be empty");
        }
        if ((service == null) == (labelSelector == null)) {
            throw new IllegalArgumentException("discovery.kubernetes.service must be set, or"
                    + " discovery.kubernetes.label-selector, and not both");
        }
        if (apiServer != null && (!"https".equals(apiServer.getScheme()) || apiServer.getHost() == null)) {
            throw new IllegalArgumentException(
                    "discovery.kubernetes.api-server must be https://host:port, not '" + apiServer + "'");
        }
    }

    /** Returns the starting values for a service of the own namespace: port 7946, every 5 s if it must be polled. */
    public static KubernetesConfig service(String name) {
        return new KubernetesConfig(null, name, null, StaticConfig.DEFAULT_PORT, Duration.ofSeconds(5), null, null);
    }

    /** Returns the starting values for pods of the own namespace. */
    public static KubernetesConfig pods(String labelSelector) {
        return new KubernetesConfig(
                null, null, labelSelector, StaticConfig.DEFAULT_PORT, Duration.ofSeconds(5), null, null);
    }

    private static void checkName(String property, @Nullable String value) {
        if (value != null && !value.matches(NAME)) {
            throw new IllegalArgumentException(
                    property + " must be a name of small letters, digits and dashes, not '" + value + "'");
        }
    }
}

package dev.swarm.spring.kubernetes;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pod that this process runs in, and how it reaches the API server: by what Kubernetes gives to every container.
 *
 * @param api address of the API server
 * @param namespace where the pod is
 * @param name of the pod
 * @param token file of the service account's token, which is renewed while the pod runs
 * @param authority file of the certificates by which the API server is known, as PEM
 */
record Pod(URI api, String namespace, String name, Path token, Path authority) {

    /** Where Kubernetes puts the service account. */
    static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    /**
     * Finds the pod.
     *
     * @param environment gives a variable, or {@code null}; {@code POD_NAME} goes before {@code HOSTNAME}, which is
     *     another one on the host's network
     * @param serviceAccount folder of the service account
     * @return empty if this is no pod, or one without a service account
     */
    static Optional<Pod> here(Function<String, @Nullable String> environment, Path serviceAccount) {
        String host = environment.apply("KUBERNETES_SERVICE_HOST");
        String port = environment.apply("KUBERNETES_SERVICE_PORT");
        String given = environment.apply("POD_NAME");
        String name = name(given == null ? environment.apply("HOSTNAME") : given);
        String namespace = name(text(serviceAccount.resolve("namespace")));
        if (host == null || port == null || name == null || namespace == null) {
            return Optional.empty();
        }
        String literal = host.contains(":") ? "[" + host + "]" : host;
        return Optional.of(new Pod(
                URI.create("https://" + literal + ":" + port),
                namespace,
                name,
                serviceAccount.resolve("token"),
                serviceAccount.resolve("ca.crt")));
    }

    /** Returns the address of the pod itself in the API. */
    URI resource() {
        return api.resolve("/api/v1/namespaces/" + namespace + "/pods/" + name);
    }

    /** Returns what can be the name of something in Kubernetes, else {@code null}. */
    private static @Nullable String name(@Nullable String text) {
        return text != null && NAME.matcher(text).matches() ? text : null;
    }

    private static @Nullable String text(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException absent) {
            return null;
        }
    }
}

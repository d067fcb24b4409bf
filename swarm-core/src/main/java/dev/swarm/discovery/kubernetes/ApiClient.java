package dev.swarm.discovery.kubernetes;

import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.discovery.LookUpException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks the API server with the service account of the pod. One thread. */
final class ApiClient {

    static final int GONE = 410;
    private static final int OK = 200;

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

    private final KubernetesConfig config;
    private final Resource resource;
    private final Limits limits;
    private final Function<String, @Nullable String> environment;
    private final Path account;
    private final ApiAccess access;

    /** An answer whose body is still to be read. */
    record Reply(int status, InputStream body) {}

    ApiClient(
            KubernetesConfig config, Resource resource, Limits limits, Function<String, @Nullable String> environment) {
        this.config = config;
        this.resource = resource;
        this.limits = limits;
        this.environment = environment;
        this.account = config.serviceAccount() == null ? SERVICE_ACCOUNT : config.serviceAccount();
        this.access = new ApiAccess(account.resolve("token"), account.resolve("ca.crt"), limits.answer());
    }

    /**
     * Asks, and waits for the head of the answer.
     *
     * @param more further parameters, each with an ampersand before it
     * @throws LookUpException saying why there is no answer
     */
    Reply get(String more) throws LookUpException, InterruptedException {
        URI api = api();
        try {
            HttpRequest request = HttpRequest.newBuilder(api.resolve(resource.path(namespace(), more)))
                    .header("Authorization", access.authorization())
                    .header("Accept", "application/json")
                    .timeout(limits.answer())
                    .build();
            HttpResponse<InputStream> response = access.client().send(request, BodyHandlers.ofInputStream());
            return new Reply(response.statusCode(), response.body());
        } catch (IOException | GeneralSecurityException e) {
            throw new LookUpException("the API server at " + api + " cannot be asked: " + e, e);
        }
    }

    /**
     * Passes over what is fine.
     *
     * @throws LookUpException saying what to do about what is not
     */
    void check(Reply reply, String verb) throws LookUpException {
        if (reply.status() != OK) {
            close(reply.body());
            throw new LookUpException(explain(reply.status(), verb), null);
        }
    }

    static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            // Whatever is left of the answer does not matter any more.
        }
    }

    private String explain(int status, String verb) throws LookUpException {
        String namespace = namespace();
        return switch (status) {
            case 401 ->
                "the API server does not take the token of the service account (status 401), which must be one that"
                        + " may " + verb + " " + resource.plural() + " by a Role like " + resource.role(namespace);
            case 403 ->
                "the service account may not " + verb + " " + resource.plural() + " in namespace '" + namespace
                        + "' (status 403), so apply this Role and bind it to the account: " + resource.role(namespace);
            case 404 ->
                "the API server knows no " + resource.api() + ", or no namespace '" + namespace + "' (status 404)";
            default -> "the API server answered with status " + status;
        };
    }

    private URI api() throws LookUpException {
        if (config.apiServer() != null) {
            return config.apiServer();
        }
        String host = environment.apply("KUBERNETES_SERVICE_HOST");
        String port = environment.apply("KUBERNETES_SERVICE_PORT");
        if (host == null || port == null) {
            throw new LookUpException(
                    "this is no pod of Kubernetes, as KUBERNETES_SERVICE_HOST is not set; set"
                            + " discovery.kubernetes.api-server to look from outside",
                    null);
        }
        return URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port);
    }

    private String namespace() throws LookUpException {
        if (config.namespace() != null) {
            return config.namespace();
        }
        try {
            return Files.readString(account.resolve("namespace")).strip();
        } catch (IOException e) {
            throw new LookUpException(
                    "the namespace of the pod cannot be read from " + account + "; set discovery.kubernetes.namespace",
                    e);
        }
    }
}

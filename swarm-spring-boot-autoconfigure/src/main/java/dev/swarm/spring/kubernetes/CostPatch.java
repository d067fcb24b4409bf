package dev.swarm.spring.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Writes the deletion cost of the own pod: one annotation, merged into what is there. Token and authority are read
 * anew each time, since Kubernetes renews both; a proxy for the world outside is not asked. One thread at a time; each
 * call takes at most {@link #PATIENCE}.
 */
final class CostPatch {

    static final String ANNOTATION = "controller.kubernetes.io/pod-deletion-cost";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Pod pod;
    private byte[] authority = {};
    private @Nullable HttpClient client;

    CostPatch(Pod pod) {
        this.pod = pod;
    }

    Pod pod() {
        return pod;
    }

    /**
     * Writes the cost.
     *
     * @throws PatchFailedException if the API server cannot be reached or refuses
     * @throws InterruptedException if the thread is interrupted; it is unknown then whether the cost is written
     */
    void write(int cost) throws PatchFailedException, InterruptedException {
        String body = "{\"metadata\":{\"annotations\":{\"" + ANNOTATION + "\":\"" + cost + "\"}}}";
        try {
            HttpRequest request = HttpRequest.newBuilder(pod.resource())
                    .header(
                            "Authorization",
                            "Bearer " + Files.readString(pod.token()).strip())
                    .header("Content-Type", "application/merge-patch+json")
                    .timeout(PATIENCE)
                    .method("PATCH", BodyPublishers.ofString(body))
                    .build();
            HttpResponse<Void> response = client().send(request, BodyHandlers.discarding());
            if (response.statusCode() / 100 != 2) {
                throw new PatchFailedException(explain(response.statusCode()), null);
            }
        } catch (IOException | GeneralSecurityException unreachable) {
            throw new PatchFailedException(
                    "the API server at " + pod.api() + " cannot be asked: " + unreachable, unreachable);
        }
    }

    private String explain(int status) {
        return switch (status) {
            case 401, 403 ->
                "its service account may not patch pods (status " + status + "); apply this Role and bind it"
                        + " to the account: " + role();
            case 404 ->
                "the API server knows no such pod (status 404); set the environment variable POD_NAME from the"
                        + " field metadata.name";
            default -> "the API server answered with status " + status;
        };
    }

    private String role() {
        return "{apiVersion: rbac.authorization.k8s.io/v1, kind: Role, metadata: {name: swarm-pod-deletion-cost,"
                + " namespace: " + pod.namespace()
                + "}, rules: [{apiGroups: [\"\"], resources: [pods], verbs: [patch]}]}";
    }

    private HttpClient client() throws IOException, GeneralSecurityException {
        byte[] fresh = Files.readAllBytes(pod.authority());
        HttpClient known = client;
        if (known != null && Arrays.equals(fresh, authority)) {
            return known;
        }
        HttpClient made = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(trusting(fresh))
                .build();
        authority = fresh;
        client = made;
        return made;
    }

    private static SSLContext trusting(byte[] pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = new ByteArrayInputStream(pem)) {
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("authority-" + number, certificate);
                number++;
            }
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}

package dev.swarm.discovery.kubernetes;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * The service account of a pod, by which it speaks to the API server. Token and authority are read anew each time,
 * since Kubernetes renews both; the API server is known by that authority and nothing else; a proxy for the world
 * outside is not asked. One thread at a time.
 */
final class ApiAccess {

    private final Path token;
    private final Path authority;
    private final Duration connectTimeout;
    private byte[] known = {};
    private @Nullable HttpClient client;

    /**
     * Makes one; nothing is read yet.
     *
     * @param token file of the token
     * @param authority file of the certificates by which the API server is known, as PEM
     * @param connectTimeout longest wait for a connection
     */
    ApiAccess(Path token, Path authority, Duration connectTimeout) {
        this.token = token;
        this.authority = authority;
        this.connectTimeout = connectTimeout;
    }

    /**
     * Returns what the header {@code Authorization} must say now.
     *
     * @throws IOException if the token cannot be read
     */
    String authorization() throws IOException {
        return "Bearer " + Files.readString(token).strip();
    }

    /**
     * Returns a client that trusts the authority of now.
     *
     * @throws IOException if the authority cannot be read
     * @throws GeneralSecurityException if it holds no certificates
     */
    HttpClient client() throws IOException, GeneralSecurityException {
        byte[] fresh = Files.readAllBytes(authority);
        HttpClient present = client;
        if (present != null && Arrays.equals(fresh, known)) {
            return present;
        }
        HttpClient made = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .proxy(HttpClient.Builder.NO_PROXY)
                .sslContext(trusting(fresh))
                .build();
        known = fresh;
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

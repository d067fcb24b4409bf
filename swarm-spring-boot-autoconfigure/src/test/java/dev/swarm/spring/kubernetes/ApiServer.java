package dev.swarm.spring.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Plays the API server of Kubernetes on loopback, as far as patching a pod goes, and that pod's service account. */
final class ApiServer implements AutoCloseable {

    private static final String PASSWORD = "changeit";

    private final Path account;
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Patch> patches = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private volatile int status = 200;

    /** What was asked of it. */
    record Patch(String method, String path, String token, String type, String body) {}

    private ApiServer(Path account, HttpsServer server) {
        this.account = account;
        this.server = server;
    }

    /**
     * Starts one.
     *
     * @param account empty folder, where the service account is put
     * @param keys what it is known by; see {@link #certify}
     */
    static ApiServer start(Path account, KeyStore keys) throws IOException, GeneralSecurityException {
        Files.writeString(account.resolve("ca.crt"), pem(keys));
        Files.writeString(account.resolve("namespace"), "shop");
        Files.writeString(account.resolve("token"), "first");
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
        ApiServer made = new ApiServer(account, server);
        server.createContext("/", made::answer);
        server.setExecutor(made.threads);
        server.start();
        return made;
    }

    Pod pod() {
        return new Pod(
                URI.create("https://127.0.0.1:" + server.getAddress().getPort()),
                "shop",
                "orders-5c9",
                account.resolve("token"),
                account.resolve("ca.crt"));
    }

    /** From now on it answers so. */
    void answerWith(int value) {
        status = value;
    }

    List<Patch> patches() {
        return patches;
    }

    /** Returns how many patches it took. */
    int accepted() {
        return accepted.get();
    }

    /** Returns the costs that were written, in order. */
    List<String> costs() {
        return patches.stream()
                .map(patch -> patch.body().replaceAll(".*:\"(-?\\d+)\".*", "$1"))
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            int now = status;
            patches.add(new Patch(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().getPath(),
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Content-Type"),
                    body));
            exchange.sendResponseHeaders(now, -1);
            if (now == 200) {
                accepted.incrementAndGet();
            }
        }
    }

    private static SSLContext context(KeyStore keys) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    private static String pem(KeyStore keys) throws GeneralSecurityException {
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("server").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    /** A certificate that signs for itself is its own authority. */
    static KeyStore certify(Path file) throws IOException, GeneralSecurityException, InterruptedException {
        String tool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        List<String> command = List.of(
                tool,
                "-genkeypair",
                "-alias",
                "server",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=kubernetes",
                "-ext",
                "san=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD,
                "-keystore",
                file.toString());
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("keytool made no key");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }
}

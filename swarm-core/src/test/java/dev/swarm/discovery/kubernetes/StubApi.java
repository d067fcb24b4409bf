package dev.swarm.discovery.kubernetes;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.swarm.runtime.tls.TestAuthority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** Plays the API server over HTTPS on loopback, and writes the service account of a pod that knows it. */
final class StubApi implements AutoCloseable {

    private static final String END = "end of the watch";

    final List<String> lists = new CopyOnWriteArrayList<>();
    final List<String> watches = new CopyOnWriteArrayList<>();
    private final HttpsServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final BlockingDeque<String> events = new LinkedBlockingDeque<>();
    private final BlockingQueue<Integer> hanging = new LinkedBlockingQueue<>();
    private volatile String token = "first";
    private volatile String list = "{}";
    private volatile int listStatus = 200;
    private volatile int watchStatus = 200;
    private volatile boolean hangs;

    StubApi(Path account) throws IOException, GeneralSecurityException {
        TestAuthority authority = new TestAuthority("kubernetes");
        Files.writeString(account.resolve("ca.crt"), authority.pem());
        Files.writeString(account.resolve("namespace"), "shop\n");
        Files.writeString(account.resolve("token"), "first\n");
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(authority.loopbackServer().getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
    }

    void list(String document) {
        list = document;
    }

    void answerLists(int status) {
        listStatus = status;
    }

    void answerWatches(int status) {
        watchStatus = status;
    }

    void takeOnly(String other) {
        token = other;
    }

    /** From now on nobody gets an answer. */
    void hang() {
        hangs = true;
    }

    /** From now on everybody gets one. */
    void recover() {
        hangs = false;
    }

    /** Tells whoever watches. */
    void tell(String type, String object) {
        events.add("{\"type\":\"" + type + "\",\"object\":" + object + "}");
    }

    void endWatch() {
        events.add(END);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String uri = exchange.getRequestURI().toString();
            boolean isWatch = uri.contains("watch=true");
            (isWatch ? watches : lists).add(uri);
            if (hangs) {
                hanging.take();
            }
            boolean isKnown =
                    ("Bearer " + token).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            int status = isKnown ? isWatch ? watchStatus : listStatus : 401;
            if (status != 200) {
                exchange.sendResponseHeaders(status, -1);
            } else if (isWatch) {
                watch(exchange);
            } else {
                byte[] body = page(uri).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where the list has several pages they are apart by a line of dashes, and go on by their number. */
    private String page(String uri) {
        String[] pages = list.split("\n---\n", -1);
        int at = uri.contains("continue=") ? Integer.parseInt(uri.replaceFirst(".*continue=(\\d+).*", "$1")) : 0;
        return pages[at];
    }

    /** Whoever watches, until somebody else does. */
    private void watch(HttpExchange exchange) throws IOException, InterruptedException {
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        out.flush();
        int number = watches.size();
        while (number == watches.size()) {
            String event = events.poll(20, TimeUnit.MILLISECONDS);
            if (event != null && number != watches.size()) {
                // for whoever watches now
                events.addFirst(event);
            } else if (END.equals(event)) {
                return;
            } else if (event != null) {
                out.write((event + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }
}

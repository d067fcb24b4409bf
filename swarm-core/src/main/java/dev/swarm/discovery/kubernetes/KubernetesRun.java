package dev.swarm.discovery.kubernetes;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.KubernetesConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.PeerSink;
import dev.swarm.discovery.AddressFamily;
import dev.swarm.discovery.LookUpException;
import dev.swarm.discovery.Pace;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The look-ups of one life of a node: one daemon thread that lists, and then watches from where the list ended (<i>API
 * concepts: efficient detection of changes</i>). A watch that ends goes on where it ended; when the API server has
 * forgotten that point the thread lists anew; where watching is not allowed it lists again and again. After anything
 * that did not last it rests, so that it never asks in a hurry.
 */
final class KubernetesRun implements AutoCloseable {

    private static final long END_LIMIT_MILLIS = 1000;
    private static final Duration LASTING = Duration.ofSeconds(1);

    private final KubernetesConfig config;
    private final Limits limits;
    private final ApiClient api;
    private final Resource resource;
    private final DiscoveryContext context;
    private final PeerSink sink;
    private final Pace pace;
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Set<NodeAddress> reported;
    private volatile @Nullable InputStream reading;

    /** How a watch ended. */
    private enum Ending {
        /** It can go on. */
        PAUSED,
        /** The point to go on from is forgotten. */
        FORGOTTEN,
        /** It is not allowed. */
        REFUSED
    }

    KubernetesRun(KubernetesConfig config, Limits limits, DiscoveryContext context, PeerSink sink) {
        this.config = config;
        this.limits = limits;
        this.context = context;
        this.sink = sink;
        this.resource = Resource.of(config);
        this.api = new ApiClient(config, resource, limits, System::getenv);
        this.pace = new Pace(config.pollInterval());
        this.thread = new Thread(this::run, "swarm-kubernetes-" + context.self());
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
        context.schedule(pace.next(), this::remind);
    }

    /** Ends the thread; waits for it, but not for long. */
    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        // a read of an answer does not end by the interruption
        InputStream body = reading;
        if (body != null) {
            ApiClient.close(body);
        }
        try {
            thread.join(END_LIMIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!isClosed()) {
                if (followOnce()) {
                    rest();
                }
            }
        } catch (InterruptedException e) {
            // Closed, which is the only end of this thread.
        }
    }

    private boolean followOnce() throws InterruptedException {
        try {
            return follow();
        } catch (LookUpException e) {
            fail(e.reason());
        } catch (IOException | RuntimeException e) {
            fail("the API server was cut off: " + e);
        }
        return true;
    }

    /** Lists and watches; tells whether to rest before it is done again. */
    private boolean follow() throws LookUpException, IOException, InterruptedException {
        Inventory inventory = new Inventory(resource, limits.pages() * Limits.PAGE);
        String version = list(inventory);
        report(inventory);
        while (!isClosed()) {
            long begin = System.nanoTime();
            Watch watch = new Watch(version);
            Ending ending = watch.follow(inventory);
            version = watch.version;
            boolean isHasty = System.nanoTime() - begin < LASTING.toNanos();
            if (ending != Ending.PAUSED) {
                return isHasty || ending == Ending.REFUSED;
            }
            if (isHasty) {
                rest();
            }
        }
        return false;
    }

    private String list(Inventory inventory) throws LookUpException, IOException, InterruptedException {
        String next = "";
        for (int page = 0; page < limits.pages(); page++) {
            ApiClient.Reply reply = api.get("&limit=" + Limits.PAGE
                    + (next.isEmpty() ? "" : "&continue=" + URLEncoder.encode(next, StandardCharsets.UTF_8)));
            api.check(reply, "list");
            JsonNode list = read(reply.body());
            list.path("items").values().forEach(inventory::put);
            next = list.path("metadata").path("continue").stringValue("");
            if (next.isEmpty()) {
                return list.path("metadata").path("resourceVersion").stringValue("");
            }
        }
        throw new LookUpException(
                "there are more than " + limits.pages() * Limits.PAGE + " " + resource.plural()
                        + "; choose fewer by discovery.kubernetes.label-selector",
                null);
    }

    private JsonNode read(InputStream body) throws IOException, LookUpException {
        bound(body, limits.answer());
        try (body) {
            return new JsonLines(body, limits.bytes()).whole();
        }
    }

    /**
     * An API server that went away without a word would be waited for for ever; and so would be the end of the node.
     */
    private void bound(InputStream body, Duration limit) {
        reading = body;
        context.schedule(limit, () -> ApiClient.close(body));
        if (isClosed()) {
            ApiClient.close(body);
        }
    }

    /** One watch, and how far it came. */
    private final class Watch {

        private String version;

        Watch(String version) {
            this.version = version;
        }

        Ending follow(Inventory inventory) throws LookUpException, IOException, InterruptedException {
            ApiClient.Reply reply = api.get("&watch=true&allowWatchBookmarks=true&resourceVersion="
                    + URLEncoder.encode(version, StandardCharsets.UTF_8) + "&timeoutSeconds="
                    + Math.max(1, limits.watch().toSeconds()));
            if (reply.status() == ApiClient.GONE) {
                ApiClient.close(reply.body());
                return Ending.FORGOTTEN;
            }
            if (reply.status() == 403 || reply.status() == 405) {
                ApiClient.close(reply.body());
                sink.warn("changes cannot be watched (status " + reply.status() + "), so " + resource.plural()
                        + " are listed every " + config.pollInterval().toMillis() + " ms");
                return Ending.REFUSED;
            }
            api.check(reply, "watch");
            bound(reply.body(), limits.watch().plus(limits.answer()));
            try (InputStream body = reply.body()) {
                return follow(new JsonLines(body, limits.bytes()), inventory);
            }
        }

        private Ending follow(JsonLines events, Inventory inventory) throws IOException, LookUpException {
            for (JsonNode event = events.next(); event != null; event = events.next()) {
                JsonNode object = event.path("object");
                switch (event.path("type").stringValue("")) {
                    case "ADDED", "MODIFIED" -> inventory.put(object);
                    case "DELETED" -> inventory.remove(object);
                    case "BOOKMARK" -> {}
                    case "ERROR" -> {
                        return onError(object);
                    }
                    default -> {
                        continue;
                    }
                }
                version = object.path("metadata").path("resourceVersion").stringValue(version);
                report(inventory);
            }
            return Ending.PAUSED;
        }

        private static Ending onError(JsonNode status) throws LookUpException {
            if (status.path("code").intValue(0) == ApiClient.GONE) {
                return Ending.FORGOTTEN;
            }
            throw new LookUpException(
                    "the API server ended the watch: " + status.path("message").stringValue("no reason given"), null);
        }
    }

    private void report(Inventory inventory) {
        Set<NodeAddress> addresses = inventory.addresses(AddressFamily.of(context.address()));
        synchronized (this) {
            reported = addresses;
        }
        sink.candidates(addresses);
        if (inventory.isEmpty()) {
            sink.warn("there are no " + resource.plural() + " with " + resource.selector());
        }
    }

    private void fail(String reason) {
        synchronized (this) {
            reported = null;
        }
        if (!isClosed()) {
            sink.failed(reason);
        }
    }

    /** Says everything again, for addresses that were dead and are forgotten by now. */
    private void remind() {
        context.schedule(pace.next(), this::remind);
        Set<NodeAddress> addresses;
        synchronized (this) {
            addresses = reported;
        }
        if (addresses != null && !addresses.isEmpty()) {
            sink.candidates(addresses);
        }
    }

    private void rest() throws InterruptedException {
        boolean unused = closed.await(pace.next().toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }
}

package dev.swarm.sample.page;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter.SseEventBuilder;

/**
 * The browsers that watch. Each is told the latest text of each topic only: whoever reads slowly misses what is
 * outdated, and nobody
 * waits for it, since nothing but one of {@value #SENDERS} sender threads ever writes. At most {@value #MAX_STREAMS}
 * watch at once; a stream ends after half an hour, whereupon the browser opens another.
 */
final class BrowserStreams {

    static final int MAX_STREAMS = 64;

    private static final int SENDERS = 4;
    private static final Duration LIFE = Duration.ofMinutes(30);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(1);
    private static final MediaType TEXT = new MediaType("text", "plain", StandardCharsets.UTF_8);

    private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
    private final ThreadPoolExecutor senders = senders();
    private final Map<String, String> latest = new ConcurrentSkipListMap<>();
    private boolean closed;

    /** Returns a new stream that begins with the latest texts; empty if there are too many, or all were closed. */
    synchronized Optional<SseEmitter> open() {
        if (closed || streams.size() >= MAX_STREAMS) {
            return Optional.empty();
        }
        Stream stream = new Stream();
        streams.add(stream);
        stream.poke();
        return Optional.of(stream.emitter);
    }

    /** Sends a text of one line to all. */
    void publish(String topic, String text) {
        latest.put(topic, text);
        streams.forEach(Stream::poke);
    }

    /** Sends a sign of life to all, by which streams that have lost their browser are found. */
    void beat() {
        streams.forEach(Stream::poke);
    }

    int count() {
        return streams.size();
    }

    /**
     * Ends all streams, so that a web server which lets requests finish need not wait for them. None opens afterwards.
     */
    void close() {
        synchronized (this) {
            closed = true;
        }
        streams.forEach(stream -> senders.execute(stream.emitter::complete));
        senders.shutdown();
        try {
            // a browser that stopped reading can hold its sender; the server's write time-out ends that
            if (!senders.awaitTermination(CLOSE_GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                senders.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The queue is bounded by the streams: each has at most one task in it. */
    private static ThreadPoolExecutor senders() {
        AtomicInteger number = new AtomicInteger();
        return new ThreadPoolExecutor(
                SENDERS,
                SENDERS,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(2 * MAX_STREAMS),
                body -> {
                    Thread thread = new Thread(body, "page-sender-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                // only after the close
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** One browser. */
    private final class Stream {

        private final SseEmitter emitter = new SseEmitter(LIFE.toMillis());
        private final AtomicInteger pokes = new AtomicInteger();
        private final Map<String, String> sent = new HashMap<>();

        Stream() {
            emitter.onTimeout(emitter::complete);
            emitter.onCompletion(() -> streams.remove(this));
            emitter.onError(error -> streams.remove(this));
        }

        /**
         * Has the latest texts sent, or a sign of life if the browser has them. Any number of pokes in a row are one.
         */
        void poke() {
            if (pokes.getAndIncrement() == 0) {
                senders.execute(this::drain);
            }
        }

        private void drain() {
            int answered;
            do {
                answered = pokes.get();
                send();
            } while (pokes.addAndGet(-answered) != 0);
        }

        private void send() {
            try {
                boolean news = false;
                for (Map.Entry<String, String> topic : latest.entrySet()) {
                    String text = topic.getValue();
                    if (!text.equals(sent.get(topic.getKey()))) {
                        emitter.send(event(topic.getKey(), text));
                        sent.put(topic.getKey(), text);
                        news = true;
                    }
                }
                if (!news) {
                    emitter.send(event("beat", "alive"));
                }
            } catch (IOException | IllegalStateException e) {
                // the browser is gone; the server ends the request by itself
                streams.remove(this);
            }
        }

        private static SseEventBuilder event(String name, String text) {
            return SseEmitter.event().name(name).reconnectTime(RETRY.toMillis()).data(text, TEXT);
        }
    }
}

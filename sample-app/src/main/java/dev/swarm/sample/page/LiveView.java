package dev.swarm.sample.page;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks at the cluster a few times a second, as looking costs next to nothing, and tells the browsers what has changed,
 * each topic apart. Being of the last phase it starts after the node and stops before it, and before the web server
 * waits for requests to finish.
 */
final class LiveView implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveView.class);

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration BEAT = Duration.ofSeconds(2);

    private final List<Topic> topics;
    private final JsonMapper mapper;
    private final Map<String, Object> last = new HashMap<>();
    private final Map<String, String> json = new ConcurrentHashMap<>();
    private volatile @Nullable Run run;

    LiveView(List<Topic> topics, JsonMapper mapper) {
        this.topics = List.copyOf(topics);
        this.mapper = mapper;
    }

    /** Returns what the page shows now of a topic as JSON; empty before the start. */
    Optional<String> json(String topic) {
        return Optional.ofNullable(json.get(topic));
    }

    /** Returns the open streams; empty while this does not run. */
    Optional<BrowserStreams> streams() {
        return Optional.ofNullable(run).map(Run::streams);
    }

    @Override
    public void start() {
        Run started = new Run(new BrowserStreams(), Executors.newSingleThreadScheduledExecutor(LiveView::daemon));
        forget();
        look(started.streams);
        run = started;
        Future<?> unusedLook = started.looker.scheduleWithFixedDelay(
                () -> look(started.streams), LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        Future<?> unusedBeat = started.looker.scheduleWithFixedDelay(
                started.streams::beat, BEAT.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        Run stopped = run;
        run = null;
        if (stopped != null) {
            stopped.looker.shutdownNow();
            stopped.streams.close();
        }
    }

    @Override
    public boolean isRunning() {
        return run != null;
    }

    /** The browsers of a new run know nothing yet. */
    private synchronized void forget() {
        last.clear();
    }

    private synchronized void look(BrowserStreams streams) {
        topics.forEach(topic -> look(topic, streams));
    }

    private void look(Topic topic, BrowserStreams streams) {
        try {
            Object now = topic.value().get();
            if (!now.equals(last.put(topic.name(), now))) {
                String text = mapper.writeValueAsString(now);
                json.put(topic.name(), text);
                streams.publish(topic.name(), text);
            }
        } catch (RuntimeException e) {
            // one failed look must not be the last
            log.warn("The page could not be brought up to date", e);
        }
    }

    private static Thread daemon(Runnable body) {
        Thread thread = new Thread(body, "page-look");
        thread.setDaemon(true);
        return thread;
    }

    private record Run(BrowserStreams streams, ScheduledExecutorService looker) {}
}

package dev.swarm.sample.page;

import dev.swarm.api.ClusterView;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
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
 * Looks at the cluster a few times a second, as looking costs next to nothing, and tells the browsers when something
 * has changed. Being of the last phase it starts after the node and stops before it, and before the web server waits
 * for requests to finish.
 */
final class LiveView implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(LiveView.class);

    private static final Duration LOOK = Duration.ofMillis(200);
    private static final Duration BEAT = Duration.ofSeconds(10);

    private final Lookout lookout;
    private final Timeline timeline;
    private final InstantSource clock;
    private final JsonMapper mapper;

    private final Sightings sightings;
    private @Nullable PageView last;
    private volatile @Nullable String json;
    private volatile @Nullable Run run;

    LiveView(Lookout lookout, Timeline timeline, InstantSource clock, JsonMapper mapper) {
        this.lookout = lookout;
        this.sightings = new Sightings(lookout.health());
        this.timeline = timeline;
        this.clock = clock;
        this.mapper = mapper;
    }

    /** Returns what the page shows now as JSON; empty before the start. */
    Optional<String> json() {
        return Optional.ofNullable(json);
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
        last = null;
    }

    private synchronized void look(BrowserStreams streams) {
        try {
            ClusterView view = lookout.view().get();
            PageView now = new PageView(
                    lookout.cluster(),
                    view.self().name(),
                    sightings.update(view, clock.instant()),
                    timeline.newestFirst());
            if (!now.equals(last)) {
                last = now;
                String text = mapper.writeValueAsString(now);
                json = text;
                streams.publish(text);
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

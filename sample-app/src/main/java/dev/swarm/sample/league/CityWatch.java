package dev.swarm.sample.league;

import dev.swarm.api.Position;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.Waypoint;
import dev.swarm.sample.hero.CityBeat;
import dev.swarm.sample.hero.Order;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that something happens to the heroes of this node, whoever else is there. One tick that fails is logged,
 * and is not the last.
 */
final class CityWatch implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CityWatch.class);
    private static final Duration TICK = Duration.ofMillis(25);

    private final SwarmRegistry registry;
    private final TacticalOverlay overlay;
    private final Roster roster;
    private final TempoDial dial;
    private final CityBeat beat;
    private volatile @Nullable ScheduledExecutorService ticker;

    CityWatch(SwarmRegistry registry, TacticalOverlay overlay, Roster roster, TempoDial dial, RandomGenerator chance) {
        this.registry = registry;
        this.overlay = overlay;
        this.roster = roster;
        this.dial = dial;
        this.beat = new CityBeat(dial.tempo(), chance, System.nanoTime());
    }

    @Override
    public void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(body -> {
            Thread thread = new Thread(body, "city-watch");
            thread.setDaemon(true);
            return thread;
        });
        Future<?> unused =
                started.scheduleWithFixedDelay(this::tick, TICK.toMillis(), TICK.toMillis(), TimeUnit.MILLISECONDS);
        ticker = started;
    }

    @Override
    public void stop() {
        ScheduledExecutorService started = ticker;
        ticker = null;
        if (started != null) {
            started.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return ticker != null;
    }

    private synchronized void tick() {
        try {
            long nowNanos = System.nanoTime();
            beat.tempo(dial.tempo(), nowNanos);
            if (nowNanos - beat.nextDeadlineNanos() >= 0) {
                List<Position> waypoints =
                        overlay.waypoints().stream().map(Waypoint::position).toList();
                beat.onTime(nowNanos, roster.heroes(), waypoints).forEach(this::give);
            }
        } catch (RuntimeException e) {
            log.warn("A tick of the city failed", e);
        }
    }

    private void give(Order order) {
        registry.tell(HeroBoard.nameOf(order.heroId()), order).exceptionally(error -> {
            log.debug("{} was not given: {}", order, error.toString());
            return null;
        });
    }
}

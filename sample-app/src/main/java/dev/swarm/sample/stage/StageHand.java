package dev.swarm.sample.stage;

import dev.swarm.Swarm;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.sample.hero.BombLimit;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import dev.swarm.sample.league.News;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does to this node what visitors ask for. Any thread. */
final class StageHand {

    private static final Logger log = LoggerFactory.getLogger(StageHand.class);

    /** For the answer to get out, and the news to spread. */
    private static final Duration FUSE = Duration.ofMillis(400);

    private static final int KILLED = 137;

    private final Swarm swarm;
    private final SwarmRegistry registry;
    private final HeroBoard board;
    private final BombLimit bombs = new BombLimit();
    private volatile boolean draining;

    StageHand(Swarm swarm, SwarmRegistry registry, HeroBoard board) {
        this.swarm = swarm;
        this.registry = registry;
        this.board = board;
    }

    String self() {
        return swarm.self().id().name();
    }

    boolean isDraining() {
        return draining;
    }

    /** Does it; done when it is done, except for the end of this process, which follows. */
    CompletableFuture<Void> act(StageAction action) {
        switch (action) {
            case KILL -> {
                log.warn("{} is killed by a visitor", self());
                later(() -> Runtime.getRuntime().halt(KILLED));
            }
            case DRAIN -> {
                draining = true;
                return registry.drain().handle((moved, error) -> drained(moved, error));
            }
            case UNDRAIN -> {
                draining = false;
                return registry.undrain();
            }
            case PAUSE, START ->
                throw new LeagueException(
                        Kind.CONFLICT, "Only the launcher can do that: start the cluster with --cluster");
        }
        return CompletableFuture.completedFuture(null);
    }

    /**
     * Bombs the city: all that this node knows is gone, and it begins again as a fresh one that the others tell
     * everything. One bomb too many ends the process.
     */
    synchronized void bomb() {
        String city = self();
        if (bombs.survives(System.nanoTime())) {
            board.tell(new News("bomb", city + " has been destroyed"));
            log.warn("{} is bombed: its state is gone, and comes back from the others", city);
            later(this::beginAgain);
        } else {
            board.tell(new News("bomb", city + " has been destroyed once too often, and is gone"));
            log.error("{} is bombed once too often and ends", city);
            later(() -> Runtime.getRuntime().halt(1));
        }
    }

    private Void drained(Integer moved, Throwable error) {
        if (error != null) {
            draining = false;
            throw new LeagueException(Kind.CONFLICT, self() + " cannot be drained: " + error.getMessage());
        }
        log.info("{} is drained, {} heroes moved", self(), moved);
        return null;
    }

    private void beginAgain() {
        try {
            swarm.close();
            swarm.start();
            swarm.openRegistry();
        } catch (RuntimeException e) {
            log.error("{} did not come back", self(), e);
        }
    }

    private static void later(Runnable task) {
        Executor delayed = CompletableFuture.delayedExecutor(FUSE.toMillis(), TimeUnit.MILLISECONDS, body -> {
            Thread thread = new Thread(body, "stage-hand");
            thread.setDaemon(true);
            thread.start();
        });
        delayed.execute(task);
    }
}

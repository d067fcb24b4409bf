package dev.swarm.sample.league;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.failure.NoNodeAvailableException;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.failure.WorkerUnreachableException;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.sample.hero.City;
import dev.swarm.sample.hero.Hero;
import dev.swarm.sample.hero.HeroNames;
import dev.swarm.sample.hero.HeroRules;
import dev.swarm.sample.league.LeagueException.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What visitors can do with heroes, on any node. Futures fail with {@link LeagueException}. Any thread.
 */
public final class League {

    /** Type of the heroes' workers. */
    public static final String TYPE = "hero";

    /** Group of all heroes. */
    public static final String GROUP = "league";

    /** Most heroes at a time. */
    public static final int MAX_HEROES = 500;

    private static final Logger log = LoggerFactory.getLogger(League.class);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int TRIES = 8;
    private static final long TRY_AGAIN_MILLIS = 250;

    private final SwarmRegistry registry;
    private final SwarmTopology topology;
    private final HeroBoard board;
    private final InstantSource clock;
    private final RandomGenerator chance;

    /** Makes one. */
    public League(
            SwarmRegistry registry,
            SwarmTopology topology,
            HeroBoard board,
            InstantSource clock,
            RandomGenerator chance) {
        this.registry = registry;
        this.topology = topology;
        this.board = board;
        this.clock = clock;
        this.chance = chance;
    }

    /** Makes a hero with a random id and name, at home; this node shows it at once. */
    public CompletableFuture<HeroRecord> create() {
        if (board.heroes().size() >= MAX_HEROES) {
            return refused(Kind.CONFLICT, "There are " + MAX_HEROES + " heroes, which is enough");
        }
        Hero hero = HeroRules.born(UUID.randomUUID().toString(), HeroNames.next(chance), clock.millis());
        HeroRecord born = new HeroRecord(hero, topology.self().id().name(), 0);
        WorkerSpec spec = WorkerSpec.of(HeroBoard.nameOf(hero.id()), TYPE, hero).in(GROUP);
        return board.write(born)
                .thenCompose(written -> registry.register(spec, PATIENCE))
                .handle((worker, error) -> {
                    if (error != null) {
                        board.clear(hero.id());
                        throw understandable(error, hero.name());
                    }
                    log.info("{} is created", hero.name());
                    return board.find(hero.id()).orElse(born);
                });
    }

    /** Has a hero belong to a city, or to home. */
    public CompletableFuture<HeroRecord> assign(String heroId, String location) {
        Optional<LeagueException> obstacle = obstacle(heroId, location);
        if (obstacle.isPresent()) {
            log.warn("Not assigned: {}", obstacle.get().getMessage());
            return CompletableFuture.failedFuture(obstacle.get());
        }
        String name = board.find(heroId).map(found -> found.hero().name()).orElse(heroId);
        String worker = HeroBoard.nameOf(heroId);
        return asked(worker, new Assign(location), TRIES)
                .thenCompose(reply -> {
                    HeroRecord assigned = reply.record();
                    if (assigned == null) {
                        throw new LeagueException(Kind.LATER, name + " is just coming round; try again in a moment");
                    }
                    return registry.hint(worker, City.of(location).isPresent() ? location : null)
                            .thenApply(hinted -> assigned);
                })
                .exceptionally(error -> {
                    LeagueException refusal = understandable(error, name);
                    log.warn("Not assigned: {}", refusal.getMessage());
                    throw refusal;
                });
    }

    /** Asks a worker that may not have found its state yet a few times. */
    private CompletableFuture<Reply> asked(String worker, Assign message, int tries) {
        return registry.ask(worker, message, Reply.class, PATIENCE).thenCompose(reply -> {
            if (reply.record() != null || tries <= 1) {
                return CompletableFuture.completedFuture(reply);
            }
            return CompletableFuture.supplyAsync(
                            () -> reply, CompletableFuture.delayedExecutor(TRY_AGAIN_MILLIS, TimeUnit.MILLISECONDS))
                    .thenCompose(late -> asked(worker, message, tries - 1));
        });
    }

    /** Ends a hero for good. */
    public CompletableFuture<Void> terminate(String heroId) {
        Optional<HeroRecord> found = board.find(heroId);
        if (found.isEmpty()) {
            return CompletableFuture.failedFuture(nobody(heroId));
        }
        Hero hero = found.get().hero();
        log.info("{} is terminated", hero.name());
        return board.bury(hero, "has been terminated")
                .thenCompose(buried -> registry.stop(HeroBoard.nameOf(heroId), StopMode.NOW))
                .exceptionally(error -> {
                    throw understandable(error, hero.name());
                });
    }

    private Optional<LeagueException> obstacle(String heroId, String location) {
        if (!City.HOME.equals(location) && City.of(location).isEmpty()) {
            return Optional.of(new LeagueException(Kind.INVALID, "There is no city of the name " + location));
        }
        if (board.find(heroId).isEmpty() || board.fallen(heroId).isPresent()) {
            return Optional.of(nobody(heroId));
        }
        if (City.of(location).isPresent() && !isThere(location)) {
            return Optional.of(new LeagueException(
                    Kind.CONFLICT, location + " cannot be reached from here, so nobody can be assigned to it now"));
        }
        return Optional.empty();
    }

    /** Tells whether the node of a city is here, as this node sees it. */
    public boolean isThere(String city) {
        return topology.nodes().stream().anyMatch(node -> node.id().name().equals(city));
    }

    private LeagueException nobody(String heroId) {
        return board.fallen(heroId)
                .map(fallen -> new LeagueException(Kind.GONE, fallen.sentence() + " and cannot be assigned any more"))
                .orElseGet(() -> new LeagueException(Kind.UNKNOWN, "There is no hero " + heroId));
    }

    private static <T> CompletableFuture<T> refused(Kind kind, String sentence) {
        return CompletableFuture.failedFuture(new LeagueException(kind, sentence));
    }

    private static LeagueException understandable(Throwable error, String name) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        if (cause instanceof LeagueException known) {
            return known;
        } else if (cause instanceof UnknownNameException) {
            return new LeagueException(Kind.LATER, name + " is not on duty anywhere at the moment; try again soon");
        } else if (isPassing(cause)) {
            return new LeagueException(Kind.LATER, name + " cannot be reached at the moment: " + cause.getMessage());
        }
        return new LeagueException(Kind.CONFLICT, name + ": " + describe(cause));
    }

    private static boolean isPassing(Throwable cause) {
        return cause instanceof WorkerUnreachableException
                || cause instanceof RegistryTimeoutException
                || cause instanceof NoNodeAvailableException
                || cause instanceof RemoteFailureException
                || cause instanceof SwarmRejectedException;
    }

    private static String describe(Throwable cause) {
        @Nullable String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}

package dev.swarm.sample.league;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.failure.NameTakenException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.registry.StopMode;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.api.registry.WorkerSpec;
import dev.swarm.sample.hero.Assignment;
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
import java.util.random.RandomGenerator;
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

    /** With the last try well below the half minute after which the web server gives up. */
    private static final Duration INSISTENCE = Duration.ofSeconds(10);

    private final SwarmRegistry registry;
    private final SwarmTopology topology;
    private final HeroBoard board;
    private final InstantSource clock;
    private final RandomGenerator chance;
    private final Retry retry = new Retry(INSISTENCE);

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
            return CompletableFuture.failedFuture(
                    new LeagueException(Kind.CONFLICT, "There are " + MAX_HEROES + " heroes, which is enough"));
        }
        Hero hero = HeroRules.born(UUID.randomUUID().toString(), HeroNames.next(chance), clock.millis());
        HeroRecord born = new HeroRecord(hero, topology.self().id().name(), 0);
        WorkerSpec spec = WorkerSpec.of(HeroBoard.nameOf(hero.id()), TYPE, hero).in(GROUP);
        return board.write(born)
                .thenCompose(written -> retry.whileItPasses(hero.name(), () -> registered(spec)))
                .handle((worker, error) -> {
                    if (error != null) {
                        board.clear(hero.id());
                        throw Refusals.of(error, hero.name());
                    }
                    log.info("{} is created", hero.name());
                    return board.find(hero.id()).orElse(born);
                });
    }

    /** Registers a name that is nobody else's: if it is taken, an earlier try has come through after all. */
    private CompletableFuture<WorkerRef> registered(WorkerSpec spec) {
        return registry.register(spec, PATIENCE).exceptionally(error -> {
            if (Refusals.cause(error) instanceof NameTakenException taken) {
                return taken.holder();
            }
            throw new CompletionException(Refusals.cause(error));
        });
    }

    /** Has a hero belong to a city, or to home; waits for a while if it is just on its way to another node. */
    public CompletableFuture<HeroRecord> assign(String heroId, String location) {
        String name = board.find(heroId).map(found -> found.hero().name()).orElse(heroId);
        Assign order = new Assign(new Assignment(location, clock.millis()));
        return retry.whileItPasses(name, () -> attempt(heroId, name, order)).exceptionally(error -> {
            LeagueException refusal = Refusals.of(error, name);
            log.warn("Not assigned: {}", refusal.getMessage());
            throw refusal;
        });
    }

    private CompletableFuture<HeroRecord> attempt(String heroId, String name, Assign order) {
        String location = order.assignment().location();
        Optional<LeagueException> obstacle = obstacle(heroId, location);
        if (obstacle.isPresent()) {
            return CompletableFuture.failedFuture(obstacle.get());
        }
        String worker = HeroBoard.nameOf(heroId);
        return registry.ask(worker, order, Reply.class, PATIENCE).thenCompose(reply -> {
            HeroRecord assigned = reply.record();
            if (assigned == null) {
                throw new LeagueException(Kind.LATER, name + " is just coming round; try again in a moment");
            }
            return registry.hint(worker, City.of(location).isPresent() ? location : null)
                    .thenApply(hinted -> assigned);
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
                .thenCompose(buried -> retry.whileItPasses(hero.name(), () -> stopped(heroId)))
                .exceptionally(error -> {
                    throw Refusals.of(error, hero.name());
                });
    }

    /** Stops a worker; one that is not there has stopped by itself, or will when it finds its hero buried. */
    private CompletableFuture<Void> stopped(String heroId) {
        return registry.stop(HeroBoard.nameOf(heroId), StopMode.NOW).exceptionally(error -> {
            if (Refusals.cause(error) instanceof UnknownNameException) {
                return null;
            }
            throw new CompletionException(Refusals.cause(error));
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
}

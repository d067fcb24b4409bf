package dev.swarm.sample.league;

import dev.swarm.api.Entity;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.sample.hero.Hero;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all nodes know of heroes, in the overlay: who is there, and who is no more. */
public final class HeroBoard {

    /** What the ids of heroes' entities, and their names in the registry, begin with. */
    public static final String HERO = "hero:";

    /** What the ids of those begin with who are no more. */
    public static final String FALLEN = "fallen:";

    /** What the ids of news begin with. */
    public static final String NEWS = "news:";

    private static final Logger log = LoggerFactory.getLogger(HeroBoard.class);

    /** Longer than any split of the network that anybody watches, and than a message may be under way. */
    private static final Duration REMEMBRANCE = Duration.ofHours(1);

    private static final Duration FRESHNESS = Duration.ofMinutes(1);

    private final TacticalOverlay overlay;

    /** Makes one on an overlay. */
    public HeroBoard(TacticalOverlay overlay) {
        this.overlay = overlay;
    }

    /** Returns a hero's name in the registry. */
    public static String nameOf(String heroId) {
        return HERO + heroId;
    }

    /** Returns all heroes, sorted by id; an entity that is none is passed over. */
    public List<HeroRecord> heroes() {
        return overlay.entities().stream()
                .filter(entity -> entity.id().startsWith(HERO))
                .flatMap(entity -> read(entity, HeroRecord.class).stream())
                .toList();
    }

    /** Returns one hero. */
    public Optional<HeroRecord> find(String heroId) {
        return overlay.entity(HERO + heroId).flatMap(entity -> read(entity, HeroRecord.class));
    }

    /** Returns what became of a hero who is no more; empty for one who is, was long ago, or never was. */
    public Optional<Fallen> fallen(String heroId) {
        return overlay.entity(FALLEN + heroId).flatMap(entity -> read(entity, Fallen.class));
    }

    /** Writes a hero. */
    CompletableFuture<Void> write(HeroRecord written) {
        return told(
                "write " + written.hero().name(),
                overlay.updateEntity(HERO + written.hero().id(), written));
    }

    /** Removes a hero for good: first it is said that there is none, so that nobody brings it back. */
    public CompletableFuture<Void> bury(Hero hero, String cause) {
        CompletableFuture<Void> said =
                overlay.updateEntity(FALLEN + hero.id(), new Fallen(hero.name(), cause), REMEMBRANCE);
        return told(
                "bury " + hero.name(),
                said.thenCombine(overlay.removeEntity(HERO + hero.id()), (first, second) -> null));
    }

    /** Removes what somebody wrote of a hero who is no more. */
    void clear(String heroId) {
        CompletableFuture<Void> unused = told("clear " + heroId, overlay.removeEntity(HERO + heroId));
    }

    /** Tells all pages something. */
    public void tell(News news) {
        CompletableFuture<Void> unused = told("tell", overlay.updateEntity(NEWS + UUID.randomUUID(), news, FRESHNESS));
    }

    /** Reads an entity as a value of a type; empty if it is none, as anybody may write anything. */
    public static <T> Optional<T> read(Entity entity, Class<T> type) {
        try {
            return Optional.of(entity.as(type));
        } catch (IllegalArgumentException e) {
            log.debug("{} is no {}", entity.id(), type.getSimpleName());
            return Optional.empty();
        }
    }

    private static CompletableFuture<Void> told(String what, CompletableFuture<Void> write) {
        return write.whenComplete((done, error) -> {
            if (error != null) {
                log.warn("Could not {}: {}", what, error.toString());
            }
        });
    }
}

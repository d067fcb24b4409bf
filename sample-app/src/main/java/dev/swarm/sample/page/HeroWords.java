package dev.swarm.sample.page;

import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.event.WorkerMoved;
import dev.swarm.sample.league.Fallen;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.HeroRecord;
import dev.swarm.sample.league.News;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says in plain words what becomes of heroes; what happened long ago, and is only learnt now, is no news. */
final class HeroWords {

    private static final Duration NEW = Duration.ofSeconds(20);

    private final HeroBoard board;

    HeroWords(HeroBoard board) {
        this.board = board;
    }

    /**
     * A sentence and what it is about.
     *
     * @param kind {@code hero}, {@code fallen}, or that of the news
     * @param text the sentence
     */
    record Sentence(String kind, String text) {}

    /** Tells of a hero that was created a moment ago. */
    Optional<Sentence> of(NameRegistered event) {
        return hero(event.name())
                .filter(known ->
                        isNew(Instant.ofEpochMilli(known.hero().assignment().atMillis()), event.time()))
                .map(known -> new Sentence("hero", known.hero().name() + " joins the league"));
    }

    /** Tells of the end of a hero, and of news. */
    Optional<Sentence> of(EntityUpdated event) {
        if (!isNew(event.entity().lastUpdated(), event.time())) {
            return Optional.empty();
        } else if (event.id().startsWith(HeroBoard.FALLEN)) {
            return HeroBoard.read(event.entity(), Fallen.class)
                    .map(fallen -> new Sentence("fallen", fallen.sentence()));
        } else if (event.id().startsWith(HeroBoard.NEWS)) {
            return HeroBoard.read(event.entity(), News.class).map(news -> new Sentence(news.kind(), news.text()));
        }
        return Optional.empty();
    }

    /** Returns the name of the hero that moved; empty for any other worker. */
    Optional<String> moved(WorkerMoved event) {
        return hero(event.name()).map(known -> known.hero().name());
    }

    private Optional<HeroRecord> hero(String name) {
        return name.startsWith(HeroBoard.HERO) ? board.find(name.substring(HeroBoard.HERO.length())) : Optional.empty();
    }

    private static boolean isNew(Instant happened, Instant learnt) {
        return Duration.between(happened, learnt).compareTo(NEW) < 0;
    }
}

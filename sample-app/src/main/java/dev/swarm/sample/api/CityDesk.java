package dev.swarm.sample.api;

import dev.swarm.api.CommsManager;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.sample.hero.City;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.League;
import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import dev.swarm.sample.stage.Bomb;
import dev.swarm.spring.SwarmMessageHandler;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * Cities as seen from anywhere: a city on this node and one on another are asked alike. Futures fail with {@link
 * LeagueException}.
 */
@Component
class CityDesk {

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final CommsManager comms;
    private final TacticalOverlay overlay;
    private final HeroBoard board;
    private final League league;
    private final RandomGenerator chance;

    @Autowired
    CityDesk(CommsManager comms, TacticalOverlay overlay, HeroBoard board, League league) {
        this(comms, overlay, board, league, new SecureRandom());
    }

    CityDesk(CommsManager comms, TacticalOverlay overlay, HeroBoard board, League league, RandomGenerator chance) {
        this.comms = comms;
        this.overlay = overlay;
        this.board = board;
        this.league = league;
        this.chance = chance;
    }

    /** Returns one of the cities that are here, each as likely as any other. */
    String random() {
        List<String> here = City.names().stream().filter(league::isThere).toList();
        if (here.isEmpty()) {
            throw new LeagueException(Kind.CONFLICT, "No city can be reached from here");
        }
        return any(here, chance);
    }

    /** Draws a city. */
    static String any(List<String> here, RandomGenerator chance) {
        return here.get(chance.nextInt(here.size()));
    }

    /** Asks a city's node what it knows. */
    CompletableFuture<CityData> data(String city) {
        NodeId node = nodeOf(city);
        return comms.request(node, new CityQuery(city), CityData.class, Priority.HIGH, PATIENCE)
                .exceptionally(error -> {
                    throw unreachable(city);
                });
    }

    /** Destroys all that a city's node knows. */
    CompletableFuture<String> bomb(String city) {
        NodeId node = nodeOf(city);
        return comms.deliver(node, new Bomb(city), Priority.CRITICAL, PATIENCE)
                .thenApply(done -> city)
                .exceptionally(error -> {
                    throw unreachable(city);
                });
    }

    @SwarmMessageHandler
    CityData onQuery(CityQuery query) {
        List<HeroView> heroes = board.heroes().stream()
                .filter(known -> known.hero().location().equals(query.city()))
                .map(HeroView::of)
                .toList();
        return new CityData(query.city(), overlay.digest(), heroes);
    }

    private static NodeId nodeOf(String city) {
        return City.of(city)
                .map(City::id)
                .map(NodeId::of)
                .orElseThrow(() -> new LeagueException(Kind.UNKNOWN, "There is no city of the name " + city));
    }

    private static LeagueException unreachable(String city) {
        return new LeagueException(Kind.CONFLICT, city + " cannot be reached from here");
    }
}

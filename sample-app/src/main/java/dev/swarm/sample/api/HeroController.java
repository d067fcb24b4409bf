package dev.swarm.sample.api;

import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.League;
import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Heroes: all, one, a new one, where one belongs, and the end of one. */
@RestController
@RequestMapping("/api/heroes")
class HeroController {

    private final League league;
    private final HeroBoard board;

    HeroController(League league, HeroBoard board) {
        this.league = league;
        this.board = board;
    }

    /**
     * Where a hero shall belong.
     *
     * @param location a city, or {@code home}
     */
    record Location(String location) {}

    @GetMapping
    List<HeroView> all() {
        return board.heroes().stream().map(HeroView::of).toList();
    }

    @GetMapping("/{id}")
    HeroView one(@PathVariable String id) {
        return board.find(id)
                .map(HeroView::of)
                .orElseThrow(() -> board.fallen(id)
                        .map(fallen -> new LeagueException(Kind.GONE, fallen.sentence()))
                        .orElseGet(() -> new LeagueException(Kind.UNKNOWN, "There is no hero " + id)));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    CompletableFuture<HeroView> create() {
        return league.create().thenApply(HeroView::of);
    }

    @PutMapping("/{id}/location")
    CompletableFuture<HeroView> assign(@PathVariable String id, @RequestBody Location body) {
        return league.assign(id, body.location()).thenApply(HeroView::of);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    CompletableFuture<Void> terminate(@PathVariable String id) {
        return league.terminate(id);
    }
}

package dev.swarm.sample.api;

import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import dev.swarm.sample.league.TempoDial;
import dev.swarm.sample.league.TempoSetting;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The tempo of all cities, changed while they run. */
@RestController
class TempoController {

    private final TempoDial dial;

    TempoController(TempoDial dial) {
        this.dial = dial;
    }

    @PutMapping("/api/tempo")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    CompletableFuture<Void> set(@RequestBody TempoSetting setting) {
        try {
            return dial.turn(setting.tempo());
        } catch (IllegalArgumentException e) {
            throw new LeagueException(Kind.INVALID, String.valueOf(e.getMessage()));
        }
    }
}

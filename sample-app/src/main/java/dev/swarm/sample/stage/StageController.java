package dev.swarm.sample.stage;

import dev.swarm.sample.league.LeagueException;
import dev.swarm.sample.league.LeagueException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What the buttons of the cluster panel do. */
@RestController
@RequestMapping("/api/stage")
class StageController {

    private final StageGuard guard;
    private final StageCrew crew;
    private final StageHand hand;
    private final Faults faults;

    StageController(StageGuard guard, StageCrew crew, StageHand hand, Faults faults) {
        this.guard = guard;
        this.crew = crew;
        this.hand = hand;
        this.faults = faults;
    }

    @PostMapping("/nodes/{node}/{action}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void act(HttpServletRequest request, @PathVariable String node, @PathVariable String action) {
        guard.check(request);
        crew.act(node, known(action));
    }

    @PostMapping("/split")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void split(HttpServletRequest request, @RequestBody List<List<String>> islands) {
        guard.check(request);
        crew.split(islands);
    }

    @PostMapping("/self/{action}")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletableFuture<Void> self(HttpServletRequest request, @PathVariable String action) {
        guard.check(request);
        return hand.act(known(action));
    }

    @PostMapping("/self/cut")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void cut(HttpServletRequest request, @RequestBody List<String> others) {
        guard.check(request);
        faults.cut(others);
    }

    private static StageAction known(String action) {
        return StageAction.of(action)
                .orElseThrow(() -> new LeagueException(Kind.UNKNOWN, "Nobody can " + action + " a node"));
    }
}

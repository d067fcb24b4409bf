package dev.swarm.sample.state;

import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.api.failure.SwarmRejectedException;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Entities of the shared overlay as JSON: what is put on one node can be got from every other. */
@RestController
@RequestMapping("/overlay/{id}")
class OverlayController {

    private final TacticalOverlay overlay;

    OverlayController(TacticalOverlay overlay) {
        this.overlay = overlay;
    }

    @PutMapping
    CompletableFuture<ResponseEntity<Void>> put(@PathVariable String id, @RequestBody Object data) {
        return overlay.updateEntity(id, data)
                .thenApply(done -> ResponseEntity.noContent().build());
    }

    @GetMapping
    ResponseEntity<Object> get(@PathVariable String id) {
        return ResponseEntity.of(overlay.entity(id, Object.class));
    }

    @DeleteMapping
    CompletableFuture<ResponseEntity<Void>> delete(@PathVariable String id) {
        return overlay.removeEntity(id)
                .thenApply(done -> ResponseEntity.noContent().build());
    }

    /** The id or the data is too long. */
    @ExceptionHandler
    ProblemDetail onBadInput(IllegalArgumentException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, refusal.getMessage());
    }

    /** Another try later may succeed. */
    @ExceptionHandler({OverlayFullException.class, SwarmRejectedException.class})
    ProblemDetail onNoRoom(RuntimeException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, refusal.getMessage());
    }
}

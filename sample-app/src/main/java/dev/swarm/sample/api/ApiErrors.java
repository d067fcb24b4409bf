package dev.swarm.sample.api;

import dev.swarm.api.failure.OverlayFullException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.sample.league.LeagueException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says what went wrong as JSON with a sentence for visitors. */
@RestControllerAdvice
class ApiErrors {

    @ExceptionHandler
    ProblemDetail onRefusal(LeagueException refusal) {
        return ProblemDetail.forStatusAndDetail(status(refusal.kind()), refusal.getMessage());
    }

    @ExceptionHandler
    ProblemDetail onNonsense(HttpMessageNotReadableException nonsense) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, "That is not what was asked for");
    }

    @ExceptionHandler({OverlayFullException.class, SwarmRejectedException.class})
    ProblemDetail onNoRoom(RuntimeException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, refusal.getMessage());
    }

    private static HttpStatus status(LeagueException.Kind kind) {
        return switch (kind) {
            case UNKNOWN -> HttpStatus.NOT_FOUND;
            case GONE -> HttpStatus.GONE;
            case CONFLICT -> HttpStatus.CONFLICT;
            case LATER -> HttpStatus.SERVICE_UNAVAILABLE;
            case INVALID -> HttpStatus.BAD_REQUEST;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
        };
    }
}

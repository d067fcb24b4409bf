package dev.swarm.sample.league;

import dev.swarm.api.failure.NoNodeAvailableException;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.RemoteFailureException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.failure.WorkerUnreachableException;
import dev.swarm.sample.league.LeagueException.Kind;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** Says in a sentence for visitors why the registry did not do something. */
final class Refusals {

    private Refusals() {}

    /** Returns what went wrong with a hero of that name; what is such a sentence already stays as it is. */
    static LeagueException of(Throwable error, String name) {
        Throwable cause = cause(error);
        if (cause instanceof LeagueException known) {
            return known;
        } else if (cause instanceof UnknownNameException) {
            return new LeagueException(Kind.LATER, name + " is not on duty anywhere at the moment; try again soon");
        } else if (isPassing(cause)) {
            return new LeagueException(Kind.LATER, name + " cannot be reached at the moment: " + cause.getMessage());
        }
        return new LeagueException(Kind.CONFLICT, name + ": " + describe(cause));
    }

    /** Returns what a future failed with. */
    static Throwable cause(Throwable error) {
        return error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
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

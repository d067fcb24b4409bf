package dev.swarm;

import dev.swarm.api.failure.NameTakenException;
import dev.swarm.api.failure.NoNodeAvailableException;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.failure.UnknownNameException;
import dev.swarm.api.failure.WorkerStartException;
import dev.swarm.engine.registry.Outcome;
import java.time.Duration;

/**
 * How what users asked of the registry ended, in their words.
 *
 * @param what was asked, such as {@code register}
 * @param name about which
 * @param timeout how long was waited
 */
record Outcomes(String what, String name, Duration timeout) {

    /** Returns what went wrong. */
    RuntimeException failure(Outcome outcome) {
        if (outcome instanceof Outcome.Taken taken) {
            return new NameTakenException(taken.worker());
        }
        if (outcome instanceof Outcome.Unknown) {
            return new UnknownNameException(name);
        }
        if (outcome instanceof Outcome.NoNode none) {
            return new NoNodeAvailableException(none.reason());
        }
        if (outcome instanceof Outcome.StartFailed failed) {
            return new WorkerStartException(name, failed.reason());
        }
        if (outcome instanceof Outcome.TimedOut) {
            return new RegistryTimeoutException(what + " '" + name + "'", timeout);
        }
        if (outcome instanceof Outcome.Invalid invalid) {
            return new IllegalArgumentException("Cannot " + what + " '" + name + "': " + invalid.reason());
        }
        if (outcome instanceof Outcome.NoRoom full) {
            return new SwarmRejectedException("Cannot " + what + " '" + name + "': " + full.reason());
        }
        return new IllegalStateException("Cannot " + what + " '" + name + "': it ended as " + outcome);
    }
}

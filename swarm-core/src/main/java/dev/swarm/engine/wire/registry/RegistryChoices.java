package dev.swarm.engine.wire.registry;

import dev.swarm.api.registry.RestartPolicy;
import dev.swarm.api.registry.StopMode;
import dev.swarm.engine.wire.compact.Choices;
import java.util.List;

/** The constants in messages and values of the registry. */
final class RegistryChoices {

    static final Choices<RestartPolicy> POLICIES =
            new Choices<>(List.of(RestartPolicy.PERMANENT, RestartPolicy.TRANSIENT, RestartPolicy.TEMPORARY));

    static final Choices<StopMode> MODES = new Choices<>(List.of(StopMode.GRACEFUL, StopMode.NOW));

    static final Choices<Verdict> VERDICTS = new Choices<>(List.of(
            Verdict.DONE,
            Verdict.TAKEN,
            Verdict.UNKNOWN,
            Verdict.START_FAILED,
            Verdict.RETRY,
            Verdict.NO_NODE,
            Verdict.INVALID));

    private RegistryChoices() {}
}

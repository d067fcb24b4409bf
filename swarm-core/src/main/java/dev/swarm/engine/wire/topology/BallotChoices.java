package dev.swarm.engine.wire.topology;

import dev.swarm.api.Role;
import dev.swarm.engine.wire.compact.Choices;
import java.util.List;

/** The constants in messages about command. */
final class BallotChoices {

    static final Choices<AskKind> KINDS = new Choices<>(List.of(AskKind.TRIAL, AskKind.BALLOT, AskKind.RENEWAL));

    static final Choices<Verdict> VERDICTS = new Choices<>(List.of(
            Verdict.GRANTED, Verdict.NOT_YET, Verdict.BOUND, Verdict.OLD_TERM, Verdict.SENIOR, Verdict.NO_ELECTOR));

    static final Choices<Ending> ENDINGS = new Choices<>(List.of(
            Ending.NOT_ELECTED,
            Ending.HANDED_OVER,
            Ending.QUORUM_LOST,
            Ending.LEASE_ENDED,
            Ending.MET_ANOTHER,
            Ending.ROLE_LOST,
            Ending.LEAVING));

    /** The roles that can be given; nobody can be given that of the commander. */
    static final Choices<Role> ROLES = new Choices<>(List.of(Role.WINGMATE, Role.OBSERVER, Role.RELAY));

    private BallotChoices() {}
}

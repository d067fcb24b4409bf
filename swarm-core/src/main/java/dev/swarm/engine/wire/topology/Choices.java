package dev.swarm.engine.wire.topology;

import dev.swarm.api.Role;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.compact.VarReader;
import java.util.List;

/**
 * The numbers of constants on the wire: their places in a list, which only grows at its end.
 *
 * @param values the constants
 */
record Choices<T>(List<T> values) {

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

    static final Choices<Boolean> NO_OR_YES = new Choices<>(List.of(false, true));

    /** The roles that can be given; nobody can be given that of the commander. */
    static final Choices<Role> ROLES = new Choices<>(List.of(Role.WINGMATE, Role.OBSERVER, Role.RELAY));

    int number(T value) {
        return values.indexOf(value);
    }

    T read(VarReader in) throws MalformedPacketException {
        return values.get(in.readBounded(values.size() - 1));
    }
}

package dev.swarm.engine.membership;

/**
 * How much a node has under way; each is bounded.
 *
 * @param members members remembered, this node included
 * @param rumors claims being passed on, at most one per member
 * @param probes rounds of questions under way
 * @param relays questions forwarded for others
 * @param streams streams open, short and standing
 * @param candidates addresses that may be peers
 */
public record Load(int members, int rumors, int probes, int relays, int streams, int candidates) {

    /** The highest values that may ever be seen. */
    public static final Load MAX = new Load(
            MemberTable.MAX_MEMBERS,
            MemberTable.MAX_MEMBERS,
            Prober.MAX_URGENT + 1,
            Relays.MAX_RUNNING,
            Exchanges.MAX_RUNNING + Links.MAX_LINKS,
            Seeker.MAX_CANDIDATES);

    /** Tells whether nothing is above the other's value. */
    public boolean isWithin(Load bound) {
        return members <= bound.members
                && rumors <= bound.rumors
                && probes <= bound.probes
                && relays <= bound.relays
                && streams <= bound.streams
                && candidates <= bound.candidates;
    }
}

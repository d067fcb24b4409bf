package dev.swarm.spring.actuate;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Member;
import dev.swarm.api.Role;

/**
 * Whether enough nodes are here for one of them to command. Guests, observers and relays do not count.
 *
 * @param size how many are needed
 * @param present how many of those that count are here
 * @param met whether that is enough
 */
public record Quorum(int size, int present, boolean met) {

    /** A node alone may command. */
    private static final int SIZE = 1;

    static Quorum of(ClusterView view) {
        int present = (int) view.members().stream().filter(Quorum::counts).count();
        return new Quorum(SIZE, present, present >= SIZE);
    }

    private static boolean counts(Member member) {
        boolean elector = member.role() == Role.COMMANDER || member.role() == Role.WINGMATE;
        return elector && member.status().isLive() && !member.isGuest();
    }
}

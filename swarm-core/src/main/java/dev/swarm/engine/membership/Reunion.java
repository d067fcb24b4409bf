package dev.swarm.engine.membership;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tries to reach members that were given up, for as long as they are remembered, so that the halves of a long
 * partition meet again without any outside help (memberlist issue 222). The whole cluster together makes a few tries
 * per interval, whatever its size.
 */
final class Reunion {

    private static final long SECOND = 1_000_000_000L;

    /** Time between two throws of the dice. */
    static final long INTERVAL_NANOS = 5 * SECOND;

    /** How many tries the cluster makes together in one interval. */
    private static final int TRIES_TOGETHER = 6;

    /** When a met member must be met once more: both sides have refuted by then, and believe each other. */
    private static final long AGAIN_NANOS = SECOND;

    private final Core core;
    private final Deadline tick = new Deadline();
    private final Deadline again = new Deadline();
    private @Nullable NodeAddress met;
    private @Nullable NodeAddress metAgain;

    Reunion(Core core) {
        this.core = core;
    }

    void start(Now now) {
        tick.set(now, core.random.nextLong(INTERVAL_NANOS));
    }

    void stop() {
        tick.clear();
        again.clear();
    }

    /** Tables were exchanged with a node that is not believed to be here: meet it again soon, but only once. */
    void onMet(Now now, NodeAddress address) {
        if (metAgain != null && metAgain.equals(address)) {
            metAgain = null;
        } else if (isLost(address)) {
            met = address;
            again.set(now, AGAIN_NANOS);
        }
    }

    /** Returns the addresses to exchange tables with now. */
    List<NodeAddress> due(Now now) {
        List<NodeAddress> due = new ArrayList<>(2);
        NodeAddress toMeet = met;
        if (again.isDue(now) && toMeet != null) {
            again.clear();
            met = null;
            metAgain = toMeet;
            due.add(toMeet);
        }
        if (tick.isDue(now)) {
            roll(now).forEach(entry -> due.add(entry.address()));
        }
        return due;
    }

    private List<MemberEntry> roll(Now now) {
        tick.set(now, INTERVAL_NANOS / 2 + core.random.nextLong(INTERVAL_NANOS));
        if (core.random.nextInt(Math.max(1, core.table.live())) >= TRIES_TOGETHER) {
            return List.of();
        }
        return core.table.choose(1, entry -> entry.status() == MemberStatus.DOWN && isLost(entry.address()));
    }

    /** Nobody who is believed to be here receives there, such as a later process under another name. */
    private boolean isLost(NodeAddress address) {
        return !core.table.isLiveAddress(address) && !address.equals(core.self.address());
    }

    long nextDeadlineNanos() {
        return Math.min(tick.atNanos(), again.atNanos());
    }
}

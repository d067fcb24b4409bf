package dev.swarm.engine.plane;

import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Lane;
import java.util.List;

/**
 * All that waits for one peer, one queue for each lane, and the order in which it leaves: control first, then critical;
 * normal and bulk share what is left by bytes, four to one. Which frames leave depends on credit alone, and the order
 * only decides what stands before what; so the bytes of a flush are known beforehand.
 */
final class Outgoing {

    private static final int NORMAL_SHARE = 4;

    private final List<LaneQueue> lanes;
    private final int quantum;
    private long normalBudget;
    private long bulkBudget;

    Outgoing(PlaneConfig config) {
        this.lanes = LaneBounds.of(config.lanes()).stream()
                .map(bounds -> new LaneQueue(bounds, config.chunkBytes()))
                .toList();
        this.quantum = config.chunkBytes();
    }

    SendResult offer(Lane lane, byte[] message) {
        return lanes.get(LaneBounds.number(lane)).offer(message);
    }

    boolean isEmpty() {
        for (LaneQueue lane : lanes) {
            if (!lane.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    long queuedBytes() {
        long bytes = 0;
        for (LaneQueue lane : lanes) {
            bytes += lane.queuedBytes();
        }
        return bytes;
    }

    /** The connection is gone: what was written is lost, messages in part begin anew with the next one. */
    void restart() {
        lanes.forEach(LaneQueue::restart);
    }

    void clear() {
        lanes.forEach(LaneQueue::clear);
    }

    /** Returns how many bytes leave with this credit. */
    int fitting(Credit credit) {
        int bytes = 0;
        for (int lane = 0; lane < lanes.size(); lane++) {
            bytes += lanes.get(lane).fitting(credit.available(lane));
        }
        return bytes;
    }

    /**
     * Writes all that leaves with this credit, and uses the credit up.
     *
     * @return where the bytes end
     */
    int writeTo(byte[] out, int from, Credit credit) {
        int at = from;
        at = writeLane(LaneBounds.CONTROL, out, at, credit, Long.MAX_VALUE);
        at = writeLane(LaneBounds.CRITICAL, out, at, credit, Long.MAX_VALUE);
        while (isReady(LaneBounds.NORMAL, credit) || isReady(LaneBounds.BULK, credit)) {
            int before = at;
            normalBudget += (long) NORMAL_SHARE * quantum;
            at = writeLane(LaneBounds.NORMAL, out, at, credit, normalBudget);
            normalBudget = isReady(LaneBounds.NORMAL, credit) ? normalBudget - (at - before) : 0;
            int between = at;
            bulkBudget += quantum;
            at = writeLane(LaneBounds.BULK, out, at, credit, bulkBudget);
            bulkBudget = isReady(LaneBounds.BULK, credit) ? bulkBudget - (at - between) : 0;
        }
        return at;
    }

    /** Writes frames as long as something is left of the budget, which the last of them may overdraw. */
    private int writeLane(int lane, byte[] out, int from, Credit credit, long budget) {
        int at = from;
        LaneQueue queue = lanes.get(lane);
        while (at - from < budget && isReady(lane, credit)) {
            int end = queue.next(lane, out, at);
            credit.use(lane, end - at);
            at = end;
        }
        return at;
    }

    private boolean isReady(int lane, Credit credit) {
        LaneQueue queue = lanes.get(lane);
        return !queue.isEmpty() && queue.nextCost() <= credit.available(lane);
    }
}

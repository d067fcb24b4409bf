package dev.swarm.engine.plane;

import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.wire.Lent;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * All that waits for one peer, one queue for each lane, and the order in which it leaves: control first, then
 * critical, then high; the others share what is left by bytes: changes and normal four parts each, low and bulk one.
 * Which frames leave depends on credit alone, and the order only decides what stands before what; so the bytes of a
 * flush are known beforehand.
 */
final class Outgoing {

    /** Lanes below leave strictly one after the other. */
    private static final int FIRST_SHARED = LaneBounds.CHANGES;

    private static final int[] SHARES = {4, 4, 1, 1};

    private final List<LaneQueue> lanes;
    private final int quantum;
    private final long[] budgets = new long[SHARES.length];

    Outgoing(PlaneConfig config) {
        this.lanes = LaneBounds.of(config.lanes()).stream()
                .map(bounds -> new LaneQueue(bounds, config.chunkBytes()))
                .toList();
        this.quantum = config.chunkBytes();
    }

    SendResult offer(Lane lane, Lent message) {
        return lanes.get(LaneBounds.number(lane)).offer(message);
    }

    /** Returns how many bytes of frames of a lane may still join those that leave with this credit. */
    long room(Lane lane, Credit credit) {
        int number = LaneBounds.number(lane);
        return credit.available(number) - lanes.get(number).frameBytes();
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

    /** Writes all that leaves with this credit, and uses the credit up. */
    void writeTo(ByteBuffer out, Credit credit) {
        for (int lane = 0; lane < FIRST_SHARED; lane++) {
            writeLane(lane, out, credit, Long.MAX_VALUE);
        }
        while (isSharedReady(credit)) {
            for (int i = 0; i < SHARES.length; i++) {
                int lane = FIRST_SHARED + i;
                int before = out.position();
                budgets[i] += (long) SHARES[i] * quantum;
                writeLane(lane, out, credit, budgets[i]);
                budgets[i] = isReady(lane, credit) ? budgets[i] - (out.position() - before) : 0;
            }
        }
    }

    private boolean isSharedReady(Credit credit) {
        for (int lane = FIRST_SHARED; lane < lanes.size(); lane++) {
            if (isReady(lane, credit)) {
                return true;
            }
        }
        return false;
    }

    /** Writes frames as long as something is left of the budget, which the last of them may overdraw. */
    private void writeLane(int lane, ByteBuffer out, Credit credit, long budget) {
        int from = out.position();
        LaneQueue queue = lanes.get(lane);
        while (out.position() - from < budget && isReady(lane, credit)) {
            int before = out.position();
            queue.next(lane, out);
            credit.use(lane, out.position() - before);
        }
    }

    private boolean isReady(int lane, Credit credit) {
        LaneQueue queue = lanes.get(lane);
        return !queue.isEmpty() && queue.nextCost() <= credit.available(lane);
    }
}

package dev.swarm.engine.replication;

import dev.swarm.engine.replication.Neighbour.Cursor;
import dev.swarm.engine.step.Lane;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.ReplicaBounds;
import dev.swarm.engine.wire.replication.ReplicaMessage.Push;
import dev.swarm.engine.wire.replication.ReplicaMessage.Run;
import dev.swarm.engine.wire.replication.ReplicaMessage.TooOld;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sends fresh writes on their way. In a small cluster, where everybody is connected to everybody, each node pushes its
 * own writes to all. In a greater one a node also forwards those of others to its neighbours, less those that get them
 * sooner elsewhere and have said so: what is left for each origin is a tree (Leitão, Pereira, Rodrigues, <i>Epidemic
 * Broadcast Trees</i>, 2007), so that every node gets and sends about one copy of each write, whatever their number.
 *
 * <p>A peer that does not acknowledge gets no more than a window; what it misses meanwhile waits in the logs, where
 * later writes replace earlier ones.
 */
final class Pusher {

    /** How much a peer may be sent before it acknowledges some of it. */
    static final long WINDOW_BYTES = 4L * 1024 * 1024;

    /** Whoever takes a message does so in one step, during which it answers nobody. */
    private static final int PUSH_WRITES = 512;

    private static final int PUSH_BYTES = 64 * 1024;
    private static final int MAX_RUNS = 64;
    private static final long RETRY_NANOS = 10_000_000;

    private final Origins origins;
    private final Neighbours neighbours;
    private final PeerWire wire;
    private boolean isWaiting;

    /** What was sent last in this step: most neighbours are sent the same, which then is put into bytes once. */
    private @Nullable Push latest;

    Pusher(Origins origins, Neighbours neighbours, PeerWire wire) {
        this.origins = origins;
        this.neighbours = neighbours;
        this.wire = wire;
    }

    /** Notes that an origin's writes have come, or were made here. */
    void onAdvanced(Origin origin) {
        for (Neighbour neighbour : neighbours.all()) {
            offer(neighbour, origin);
        }
    }

    /** Notes that a neighbour may lack writes of an origin. */
    void offer(Neighbour neighbour, Origin origin) {
        Cursor cursor = neighbour.cursor(origin);
        if (neighbour.isGreeted() && !cursor.lazy && cursor.sent < origin.have()) {
            neighbour.pending().add(origin);
            isWaiting = true;
        }
    }

    /** Sends what waits, as far as windows allow; mostly nothing does, and then no neighbour is looked at. */
    void flush(Now now) {
        if (!isWaiting) {
            return;
        }
        isWaiting = false;
        for (Neighbour neighbour : neighbours.all()) {
            if (!neighbour.pending().isEmpty()
                    && (!neighbour.retry().isSet() || neighbour.retry().isDue(now))) {
                neighbour.retry().clear();
                flush(now, neighbour);
            }
            isWaiting |= !neighbour.pending().isEmpty();
        }
        latest = null;
    }

    private void flush(Now now, Neighbour neighbour) {
        while (!neighbour.pending().isEmpty() && neighbour.bytesInFlight() < WINDOW_BYTES) {
            List<Run> runs = take(neighbour);
            if (!runs.isEmpty() && !wire.send(neighbour.id(), Lane.CHANGES, push(runs))) {
                neighbour.retry().set(now, RETRY_NANOS);
                return;
            }
            for (Run run : runs) {
                Origin origin = origins.of(run.origin());
                neighbour.onPushed(origin, run.last(), run.roughBytes());
                if (neighbour.cursor(origin).sent >= origin.have()) {
                    neighbour.pending().remove(origin);
                }
            }
        }
    }

    /** Returns what was sent last if it is the same: then it is in bytes already. */
    private Push push(List<Run> runs) {
        Push before = latest;
        Push push = before != null && areSame(before.runs(), runs) ? before : new Push(runs);
        latest = push;
        return push;
    }

    /** Tells whether runs cut in one step say the same: there is one log for each origin. */
    private static boolean areSame(List<Run> some, List<Run> others) {
        boolean same = some.size() == others.size();
        for (int i = 0; same && i < some.size(); i++) {
            Run one = some.get(i);
            Run other = others.get(i);
            same = one.first() == other.first()
                    && one.last() == other.last()
                    && one.origin().equals(other.origin());
        }
        return same;
    }

    /** Returns the next runs; takes those origins off the list that need none, or cannot be served one by one. */
    private List<Run> take(Neighbour neighbour) {
        List<Run> runs = new ArrayList<>();
        int bytes = 0;
        Iterator<Origin> waiting = neighbour.pending().iterator();
        while (waiting.hasNext() && bytes < PUSH_BYTES && runs.size() < MAX_RUNS) {
            Origin origin = waiting.next();
            Cursor cursor = neighbour.cursor(origin);
            long from = cursor.sent + 1;
            if (cursor.lazy || from > origin.have()) {
                waiting.remove();
                continue;
            }
            long first = origin.log().first();
            long last = from < first ? from : origin.log().reach(from, PUSH_WRITES, PUSH_BYTES - bytes);
            if (from < first || last - from >= ReplicaBounds.RUN) {
                waiting.remove();
                cursor.sent = origin.have();
                wire.send(neighbour.id(), Lane.CONTROL, new TooOld());
            } else {
                Run run = new Run(origin.id(), from, last, origin.log().range(from, last));
                bytes += run.roughBytes();
                runs.add(run);
            }
        }
        return runs;
    }
}

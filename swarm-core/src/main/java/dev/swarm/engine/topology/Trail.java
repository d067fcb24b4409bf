package dev.swarm.engine.topology;

import dev.swarm.api.Decision;
import dev.swarm.api.NodeId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The last decisions, so that people can be told why things are as they are. At most {@value #MOST}: the oldest go
 * first. What is decided again at once is counted, not listed again.
 */
public final class Trail {

    static final int MOST = 64;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private boolean changed;

    private record Entry(Instant time, NodeId node, String text, int times) {

        private Decision toDecision() {
            return new Decision(time, node, times == 1 ? text : text + " (" + times + " times)");
        }
    }

    Trail() {}

    /** Notes a decision about a node. */
    public void add(Instant time, NodeId node, String text) {
        Entry last = entries.peekFirst();
        boolean again = last != null && last.node.equals(node) && last.text.equals(text);
        int times = 1;
        if (again) {
            times = entries.removeFirst().times + 1;
        } else if (entries.size() == MOST) {
            entries.removeLast();
        }
        entries.addFirst(new Entry(time, node, text, times));
        changed = true;
    }

    /** Puts the decisions where users read them, if there are new ones. */
    void publish(TopologyModel model) {
        if (changed) {
            changed = false;
            List<Decision> decisions = new ArrayList<>(entries.size());
            entries.forEach(entry -> decisions.add(entry.toDecision()));
            model.setTrail(List.copyOf(decisions));
        }
    }
}

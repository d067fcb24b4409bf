package dev.swarm.sample.page;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.api.event.TopologyEvent;
import dev.swarm.sample.EventWords;
import dev.swarm.sample.page.PageView.Happening;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The last {@value #SIZE} things that happened in the cluster, newest first; older ones are forgotten. */
@Component
class Timeline {

    static final int SIZE = 50;

    private final Deque<Happening> happenings = new ArrayDeque<>(SIZE + 1);
    private long number;

    @EventListener
    void onEvent(MemberEvent event) {
        add(event, event.member().status());
    }

    /** What is lost is shown like a doubt, everything else like good news. */
    @EventListener
    void onEvent(TopologyEvent event) {
        boolean lost = event instanceof CommanderLost || event instanceof QuorumLost;
        add(event, lost ? MemberStatus.SUSPECT : MemberStatus.HEALTHY);
    }

    synchronized List<Happening> newestFirst() {
        return List.copyOf(happenings);
    }

    private void add(SwarmEvent event, MemberStatus status) {
        EventWords.of(event).ifPresent(text -> add(event, status, text));
    }

    private synchronized void add(SwarmEvent event, MemberStatus status, String text) {
        number++;
        happenings.addFirst(new Happening(number, event.time(), event.node().name(), status.label(), text));
        if (happenings.size() > SIZE) {
            happenings.removeLast();
        }
    }
}

package dev.swarm.sample.page;

import dev.swarm.api.event.MemberEvent;
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
        EventWords.of(event).ifPresent(text -> add(event, text));
    }

    synchronized List<Happening> newestFirst() {
        return List.copyOf(happenings);
    }

    private synchronized void add(MemberEvent event, String text) {
        number++;
        happenings.addFirst(new Happening(
                number,
                event.time(),
                event.node().name(),
                event.member().status().label(),
                text));
        if (happenings.size() > SIZE) {
            happenings.removeLast();
        }
    }
}

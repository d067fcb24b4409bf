package dev.swarm.sample.page;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.event.CommanderLost;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.event.MemberEvent;
import dev.swarm.api.event.NameRegistered;
import dev.swarm.api.event.QuorumLost;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.api.event.TopologyEvent;
import dev.swarm.api.event.WorkerMoved;
import dev.swarm.sample.EventWords;
import dev.swarm.sample.page.PageView.Happening;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The last {@value #SIZE} things that happened in the cluster, newest first; older ones are forgotten. Heroes who move
 * together are one thing.
 */
@Component
class Timeline {

    static final int SIZE = 60;

    private static final Duration TOGETHER = Duration.ofSeconds(2);

    private final HeroWords words;
    private final Deque<Happening> happenings = new ArrayDeque<>(SIZE + 1);
    private @Nullable Trek trek;
    private long number;

    Timeline(HeroWords words) {
        this.words = words;
    }

    @EventListener
    void onEvent(MemberEvent event) {
        add(event, "node", event.member().status());
    }

    /** What is lost is shown like a doubt, everything else like good news. */
    @EventListener
    void onEvent(TopologyEvent event) {
        boolean lost = event instanceof CommanderLost || event instanceof QuorumLost;
        add(event, "command", lost ? MemberStatus.SUSPECT : MemberStatus.HEALTHY);
    }

    @EventListener
    void onEvent(NameRegistered event) {
        words.of(event).ifPresent(said -> add(event, said, MemberStatus.HEALTHY));
    }

    @EventListener
    void onEvent(EntityUpdated event) {
        words.of(event)
                .ifPresent(said ->
                        add(event, said, said.kind().equals("fallen") ? MemberStatus.LEFT : MemberStatus.SUSPECT));
    }

    @EventListener
    void onEvent(WorkerMoved event) {
        words.moved(event).ifPresent(name -> addMove(event, name));
    }

    synchronized List<Happening> newestFirst() {
        return List.copyOf(happenings);
    }

    private synchronized void addMove(WorkerMoved event, String name) {
        Trek last = trek;
        if (last != null && last.isJoinedBy(event) && happenings.removeIf(each -> each.number() == last.number)) {
            trek = new Trek(last.first, last.others + 1, event, number + 1);
        } else {
            trek = new Trek(name, 0, event, number + 1);
        }
        add(event, "move", MemberStatus.HEALTHY, trek.text());
    }

    private void add(SwarmEvent event, String kind, MemberStatus status) {
        EventWords.of(event).ifPresent(text -> add(event, kind, status, text));
    }

    private void add(SwarmEvent event, HeroWords.Sentence said, MemberStatus status) {
        add(event, said.kind(), status, said.text());
    }

    private synchronized void add(SwarmEvent event, String kind, MemberStatus status, String text) {
        number++;
        happenings.addFirst(new Happening(number, event.time(), event.node().name(), status.label(), kind, text));
        if (happenings.size() > SIZE) {
            happenings.removeLast();
        }
    }

    /** Heroes who move from one node to another at about the same time. */
    private record Trek(String first, int others, String from, String to, Instant time, long number) {

        Trek(String first, int others, WorkerMoved event, long number) {
            this(first, others, event.from().name(), event.node().name(), event.time(), number);
        }

        boolean isJoinedBy(WorkerMoved event) {
            return from.equals(event.from().name())
                    && to.equals(event.node().name())
                    && Duration.between(time, event.time()).compareTo(TOGETHER) < 0;
        }

        String text() {
            String who = others == 0 ? first : first + " and " + others + " more";
            return from.equals(to) ? who + " came round again on " + to : who + " moved from " + from + " to " + to;
        }
    }
}

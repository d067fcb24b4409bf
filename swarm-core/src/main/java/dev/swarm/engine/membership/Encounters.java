package dev.swarm.engine.membership;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.membership.Exchanges.Purpose;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.StreamCodec;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whom to exchange tables with, and when: candidates of discovery, members in turn against drift, members given up in
 * case they live, and whoever the user names.
 */
final class Encounters implements Exchanges.Listener {

    private final Core core;
    private final Tables tables;
    private final Contenders contenders;
    private final Prober prober;
    private final Exchanges exchanges;
    private final Seeker seeker;
    private final Reunion reunion;
    private final Entrance entrance;
    private final SyncRhythm rhythm;
    private int learnt;
    private final Map<NodeAddress, List<Ticket>> asked = new LinkedHashMap<>();

    Encounters(Core core, Tables tables, Contenders contenders, Prober prober, StreamCodec codec) {
        this.core = core;
        this.tables = tables;
        this.contenders = contenders;
        this.prober = prober;
        this.exchanges = new Exchanges(core, codec, this);
        this.seeker = new Seeker(core);
        this.reunion = new Reunion(core);
        this.entrance = new Entrance(core);
        this.rhythm = new SyncRhythm(core);
    }

    Exchanges exchanges() {
        return exchanges;
    }

    Seeker seeker() {
        return seeker;
    }

    Entrance entrance() {
        return entrance;
    }

    void start(Now now, Ticket ticket) {
        entrance.start(now, ticket);
        reunion.start(now);
        rhythm.start(now);
    }

    /** Meets nobody of its own accord any more; still answers. */
    void stop() {
        seeker.stop();
        reunion.stop();
        rhythm.stop();
    }

    /** Ends everything that is under way, for a node that may not run. */
    void abandon() {
        stop();
        exchanges.abandon();
        List.copyOf(asked.keySet()).forEach(peer -> answer(peer, new Answer.Failed("the node may not run")));
    }

    /** Looks whether the node has found its place. */
    void settle(Now now) {
        entrance.settle(now, seeker, contenders.isOwnNameDisputed());
    }

    /** Takes addresses where discovery saw peers. */
    void offer(Now now, Collection<NodeAddress> addresses) {
        seeker.offer(now, addresses);
        trySeen(now);
    }

    /** Meets the node that the user names. */
    void join(Now now, NodeAddress address, Ticket ticket) {
        if (address.equals(core.self.address())) {
            core.outbox.answer(ticket, new Answer.Failed(address + " is the address of this node itself"));
            return;
        }
        asked.computeIfAbsent(address, first -> new ArrayList<>(1)).add(ticket);
        exchanges.exchange(now, Purpose.JOIN, address);
    }

    void onTime(Now now) {
        exchanges.onTime(now);
        trySeen(now);
        for (NodeAddress address : reunion.due(now)) {
            exchanges.exchange(now, Purpose.SYNC, address);
        }
        rhythm.onTime(now);
        if (rhythm.isDue(now)) {
            core.table
                    .choose(1, entry -> entry.status() == MemberStatus.HEALTHY && !core.isSelf(entry))
                    .forEach(entry -> exchanges.exchange(now, Purpose.SYNC, entry.address()));
        }
    }

    long nextDeadlineNanos(Now now) {
        long streams = Math.min(
                exchanges.nextDeadlineNanos(), entrance.nextDeadlineNanos(now, contenders.isOwnNameDisputed()));
        long meetings = Math.min(seeker.nextDeadlineNanos(), reunion.nextDeadlineNanos());
        return Math.min(rhythm.nextDeadlineNanos(), Math.min(streams, meetings));
    }

    @Override
    public PushPull table(Now now, boolean join, @Nullable PushPull request) {
        return tables.write(now, join, request);
    }

    @Override
    public @Nullable String onTable(Now now, PushPull table) {
        if (entrance.isOpen()) {
            table.records().stream()
                    .filter(this::isUnderOwnName)
                    .forEach(rival -> contenders.onRival(now, Tables.toClaim(rival)));
        }
        int liveBefore = core.table.live();
        String problem = tables.merge(now, table);
        learnt = core.table.live() - liveBefore;
        return problem;
    }

    @Override
    public void onAck(Now now, long seqNo) {
        prober.onAck(now, seqNo);
    }

    @Override
    public void onRefused(Now now, long seqNo) {
        prober.onRefused(now, seqNo);
    }

    @Override
    public void onEnded(Now now, Purpose purpose, NodeAddress peer, @Nullable String problem) {
        boolean success = problem == null;
        if (purpose == Purpose.JOIN) {
            seeker.onTried(now, peer, success);
            answer(peer, success ? new Answer.Done() : new Answer.Failed(peer + ": " + problem));
            if (success && core.table.live() > 1) {
                entrance.onJoined();
            }
        }
        if (success && purpose != Purpose.PING) {
            reunion.onMet(now, peer);
            rhythm.onLearnt(now, learnt);
        }
    }

    private void trySeen(Now now) {
        for (NodeAddress address : seeker.due(now)) {
            exchanges.exchange(now, Purpose.JOIN, address);
        }
    }

    private void answer(NodeAddress peer, Answer answer) {
        List<Ticket> tickets = asked.remove(peer);
        if (tickets != null) {
            tickets.forEach(ticket -> core.outbox.answer(ticket, answer));
        }
    }

    /**
     * A newcomer's own number may be lower or higher than that of the node that has its name; only the address tells.
     */
    private boolean isUnderOwnName(MemberRecord record) {
        NodeId own = core.self.id();
        boolean live = record.state() == MemberState.ALIVE || record.state() == MemberState.SUSPECT;
        return live && record.name().equals(own) && !record.address().equals(core.self.address());
    }
}

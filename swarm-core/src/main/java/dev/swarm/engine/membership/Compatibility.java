package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.Versions;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The veto on members whose versions do not fit (specification section 11.10). A member that speaks what others cannot
 * would keep every further node from joining, so a node of ours changes what it speaks before it says anything
 * (section 12, trap 1). Application versions mean nothing to us; we only echo one that all accept.
 */
final class Compatibility {

    private static final PushPull NOBODY = new PushPull(false, List.of(), Bytes.EMPTY);

    /** Most different versions remembered as fitting. */
    private static final int MAX_ADMITTED = 64;

    private final Core core;
    private final Set<Versions> admitted = new LinkedHashSet<>();

    Compatibility(Core core) {
        this.core = core;
    }

    /** Speaks an application version that all live members of both sides accept; tells whether that was a change. */
    boolean adapt(PushPull table) {
        return adapt(live(table));
    }

    /** Does so after one member was believed; a look at its own versions tells mostly that nothing is to be done. */
    boolean adapt(Alive believed) {
        Versions theirs = believed.versions();
        if (theirs == null) {
            return false;
        }
        int spoken = core.self.versions().delegate();
        boolean follows = adapts(theirs) && theirs.delegate() < spoken;
        boolean unheard = spoken < theirs.delegateMin() || theirs.delegateMax() < spoken;
        return (follows || unheard) && adapt(live(NOBODY));
    }

    /**
     * Tells whether a member that announces itself fits the live ones; else it would keep all others from exchanging
     * tables as soon as it is passed on. One that does not say what it speaks is nobody's problem.
     */
    boolean admits(Alive claim) {
        Versions theirs = claim.versions();
        if (theirs == null) {
            return true;
        }
        Versions ours = core.self.versions();
        boolean understood = theirs.isSane()
                && theirs.protocolMin() <= ours.protocol()
                && ours.protocol() <= theirs.protocolMax()
                && ours.protocolMin() <= theirs.protocol()
                && theirs.protocol() <= ours.protocolMax();
        if (!understood || adapts(theirs) || admitted.contains(theirs)) {
            return understood;
        }
        List<Speaker> speakers = live(NOBODY);
        speakers.removeIf(speaker -> speaker.name.equals(claim.node().name()));
        speakers.add(new Speaker(claim.node().name(), theirs));
        boolean fits = problemAmong(speakers) == null;
        if (fits) {
            remember(theirs);
        }
        return fits;
    }

    /** Whoever speaks the same fits too, until somebody was let in whom it does not fit. */
    private void remember(Versions fitting) {
        List<Speaker> known = new ArrayList<>();
        admitted.forEach(versions -> known.add(new Speaker("", versions)));
        known.add(new Speaker("", fitting));
        if (problemAmong(known) != null || admitted.size() >= MAX_ADMITTED) {
            admitted.clear();
        }
        admitted.add(fitting);
    }

    /** Returns why the two tables may not be one, {@code null} if they may. */
    @Nullable
    String problemWith(PushPull table) {
        return problemAmong(live(table));
    }

    private boolean adapt(List<Speaker> speakers) {
        int wanted = core.self.versions().delegate();
        Range accepted = new Range();
        for (Speaker speaker : speakers) {
            accepted.narrow(speaker.versions.delegateMin(), speaker.versions.delegateMax());
            if (adapts(speaker.versions)) {
                wanted = Math.min(wanted, speaker.versions.delegate());
            }
        }
        if (accepted.isEmpty()) {
            return false;
        }
        wanted = Math.max(accepted.min, Math.min(accepted.max, wanted));
        if (wanted == core.self.versions().delegate()) {
            return false;
        }
        core.self.speak(wanted);
        return true;
    }

    private @Nullable String problemAmong(List<Speaker> speakers) {
        Range protocol = new Range();
        Range delegate = new Range();
        for (Speaker speaker : speakers) {
            protocol.narrow(speaker.versions.protocolMin(), speaker.versions.protocolMax());
            delegate.narrow(speaker.versions.delegateMin(), speaker.versions.delegateMax());
        }
        for (Speaker speaker : speakers) {
            if (!protocol.holds(speaker.versions.protocol())) {
                return "protocol " + speaker.versions.protocol() + " of " + speaker.name + " is outside " + protocol;
            }
            if (!adapts(speaker.versions) && !delegate.holds(speaker.versions.delegate())) {
                return "application version " + speaker.versions.delegate() + " of " + speaker.name + " is outside "
                        + delegate;
            }
        }
        return null;
    }

    /**
     * Returns what the live ones of both sides speak; those that did not say, or nothing that makes sense, are left
     * out.
     */
    private List<Speaker> live(PushPull table) {
        List<Speaker> speakers = new ArrayList<>();
        for (MemberEntry entry : core.table.all()) {
            if (entry.isLive()) {
                add(speakers, entry.id(), core.isSelf(entry) ? core.self.versions() : entry.versions());
            }
        }
        for (MemberRecord record : table.records()) {
            boolean live = record.state() == MemberState.ALIVE || record.state() == MemberState.SUSPECT;
            if (live && record.versions() != null && !record.name().equals(core.self.id())) {
                add(speakers, record.name(), record.versions());
            }
        }
        return speakers;
    }

    private static void add(List<Speaker> speakers, NodeId member, Versions versions) {
        if (versions.isSane()) {
            speakers.add(new Speaker(member.name(), versions));
        }
    }

    /** Nodes of ours accept every application version, and so will change what they speak as this one does. */
    private static boolean adapts(Versions versions) {
        return versions.delegateMin() == Versions.OURS.delegateMin()
                && versions.delegateMax() == Versions.OURS.delegateMax();
    }

    /**
     * A live member with what it speaks.
     *
     * @param name for the message
     * @param versions what it understands and speaks
     */
    private record Speaker(String name, Versions versions) {}

    /** What all of several members understand. */
    private static final class Range {

        private int min;
        private int max = 255;

        private void narrow(int otherMin, int otherMax) {
            min = Math.max(min, otherMin);
            max = Math.min(max, otherMax);
        }

        private boolean holds(int version) {
            return min <= version && version <= max;
        }

        private boolean isEmpty() {
            return min > max;
        }

        @Override
        public String toString() {
            return min + " to " + max;
        }
    }
}

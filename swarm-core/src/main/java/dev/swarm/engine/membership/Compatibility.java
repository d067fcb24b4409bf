package dev.swarm.engine.membership;

import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.Versions;
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
        return adapt(visitor -> eachLive(table, visitor));
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
        return (follows || unheard) && adapt(visitor -> eachLive(NOBODY, visitor));
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
        boolean fits = problemAmong(visitor -> eachLiveWith(claim.node(), theirs, visitor)) == null;
        if (fits) {
            remember(theirs);
        }
        return fits;
    }

    /** Whoever speaks the same fits too, until somebody was let in whom it does not fit. */
    private void remember(Versions fitting) {
        boolean full = admitted.size() >= MAX_ADMITTED;
        admitted.add(fitting);
        if (full || problemAmong(this::eachAdmitted) != null) {
            admitted.clear();
            admitted.add(fitting);
        }
    }

    /** Returns why the two tables may not be one, {@code null} if they may. */
    @Nullable
    String problemWith(PushPull table) {
        return problemAmong(visitor -> eachLive(table, visitor));
    }

    private boolean adapt(Speakers speakers) {
        Wish wish = new Wish(core.self.versions().delegate());
        speakers.each(wish);
        return wish.isGranted() && wish.version() != core.self.versions().delegate() && speak(wish.version());
    }

    private boolean speak(int delegate) {
        core.self.speak(delegate);
        return true;
    }

    private @Nullable String problemAmong(Speakers speakers) {
        Ranges ranges = new Ranges();
        speakers.each(ranges);
        Objector objector = new Objector(ranges);
        speakers.each(objector);
        return objector.problem;
    }

    /** Shows the live ones of both sides; those that did not say, or nothing that makes sense, are left out. */
    private void eachLive(PushPull table, Visitor visitor) {
        for (MemberEntry entry : core.table.all()) {
            if (entry.isLive()) {
                visit(visitor, entry.id(), core.isSelf(entry) ? core.self.versions() : entry.versions());
            }
        }
        for (MemberRecord record : table.records()) {
            boolean live = record.state() == MemberState.ALIVE || record.state() == MemberState.SUSPECT;
            Versions versions = record.versions();
            if (live && versions != null && !record.name().equals(core.self.id())) {
                visit(visitor, record.name(), versions);
            }
        }
    }

    /** Shows the live ones as if one of them, or one more, spoke this. */
    private void eachLiveWith(NodeId member, Versions versions, Visitor visitor) {
        eachLive(NOBODY, (other, theirs) -> {
            if (!other.equals(member)) {
                visitor.visit(other, theirs);
            }
        });
        visitor.visit(member, versions);
    }

    private void eachAdmitted(Visitor visitor) {
        admitted.forEach(versions -> visitor.visit(core.self.id(), versions));
    }

    private static void visit(Visitor visitor, NodeId member, Versions versions) {
        if (versions.isSane()) {
            visitor.visit(member, versions);
        }
    }

    /** Nodes of ours accept every application version, and so will change what they speak as this one does. */
    private static boolean adapts(Versions versions) {
        return versions.delegateMin() == Versions.OURS.delegateMin()
                && versions.delegateMax() == Versions.OURS.delegateMax();
    }

    /** Members with what they speak; shown one by one, since each exchange of tables asks about all of them. */
    @FunctionalInterface
    private interface Speakers {

        void each(Visitor visitor);
    }

    /** Looks at what one member understands and speaks. */
    @FunctionalInterface
    private interface Visitor {

        void visit(NodeId member, Versions versions);
    }

    /** The lowest application version that a node of ours speaks, within what all accept. */
    private static final class Wish implements Visitor {

        private final Range accepted = new Range();
        private int wanted;

        private Wish(int spoken) {
            wanted = spoken;
        }

        @Override
        public void visit(NodeId member, Versions versions) {
            accepted.narrow(versions.delegateMin(), versions.delegateMax());
            if (adapts(versions)) {
                wanted = Math.min(wanted, versions.delegate());
            }
        }

        private boolean isGranted() {
            return !accepted.isEmpty();
        }

        private int version() {
            return Math.max(accepted.min, Math.min(accepted.max, wanted));
        }
    }

    /** What all understand. */
    private static final class Ranges implements Visitor {

        private final Range protocol = new Range();
        private final Range delegate = new Range();

        @Override
        public void visit(NodeId member, Versions versions) {
            protocol.narrow(versions.protocolMin(), versions.protocolMax());
            delegate.narrow(versions.delegateMin(), versions.delegateMax());
        }
    }

    /** Finds the first that speaks what not all understand. */
    private static final class Objector implements Visitor {

        private final Ranges understood;
        private @Nullable String problem;

        private Objector(Ranges understood) {
            this.understood = understood;
        }

        @Override
        public void visit(NodeId member, Versions versions) {
            if (problem != null) {
                return;
            }
            if (!understood.protocol.holds(versions.protocol())) {
                problem = "protocol " + versions.protocol() + " of " + member + " is outside " + understood.protocol;
            } else if (!adapts(versions) && !understood.delegate.holds(versions.delegate())) {
                problem = "application version " + versions.delegate() + " of " + member + " is outside "
                        + understood.delegate;
            }
        }
    }

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

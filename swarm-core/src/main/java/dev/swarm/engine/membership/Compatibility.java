package dev.swarm.engine.membership;

import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.Versions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The veto on members whose versions do not fit (specification section 11.10). A member that speaks what others cannot
 * would keep every further node from joining, so a node of ours changes what it speaks before it says anything
 * (section 12, trap 1). Application versions mean nothing to us; we only echo one that all accept.
 */
final class Compatibility {

    private final Core core;

    Compatibility(Core core) {
        this.core = core;
    }

    /** Speaks an application version that all live members of both sides accept; tells whether that was a change. */
    boolean adapt(PushPull table) {
        int wanted = core.self.versions().delegate();
        Range accepted = new Range();
        for (Speaker speaker : live(table)) {
            accepted.narrow(speaker.versions.delegateMin(), speaker.versions.delegateMax());
            if (speaker.adapts()) {
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

    /** Returns why the two tables may not be one, {@code null} if they may. */
    @Nullable
    String problemWith(PushPull table) {
        Range protocol = new Range();
        Range delegate = new Range();
        List<Speaker> speakers = live(table);
        for (Speaker speaker : speakers) {
            protocol.narrow(speaker.versions.protocolMin(), speaker.versions.protocolMax());
            delegate.narrow(speaker.versions.delegateMin(), speaker.versions.delegateMax());
        }
        for (Speaker speaker : speakers) {
            if (!protocol.holds(speaker.versions.protocol())) {
                return "protocol " + speaker.versions.protocol() + " of " + speaker.name + " is outside " + protocol;
            }
            if (!speaker.adapts() && !delegate.holds(speaker.versions.delegate())) {
                return "application version " + speaker.versions.delegate() + " of " + speaker.name + " is outside "
                        + delegate;
            }
        }
        return null;
    }

    private List<Speaker> live(PushPull table) {
        List<Speaker> speakers = new ArrayList<>();
        for (MemberEntry entry : core.table.all()) {
            if (entry.isLive()) {
                Versions versions = core.isSelf(entry) ? core.self.versions() : entry.versions();
                speakers.add(new Speaker(entry.id().name(), versions));
            }
        }
        for (MemberRecord record : table.records()) {
            Versions versions = record.versions();
            boolean live = record.state() == MemberState.ALIVE || record.state() == MemberState.SUSPECT;
            if (live && versions != null && !record.name().equals(core.self.id())) {
                speakers.add(new Speaker(record.name().name(), versions));
            }
        }
        return speakers;
    }

    /**
     * A live member with what it speaks.
     *
     * @param name for the message
     * @param versions what it understands and speaks
     */
    private record Speaker(String name, Versions versions) {

        /** Nodes of ours accept every application version, and so will change what they speak as this one does. */
        private boolean adapts() {
            return versions.delegateMin() == Versions.OURS.delegateMin()
                    && versions.delegateMax() == Versions.OURS.delegateMax();
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

package dev.swarm.engine.monitor;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.engine.step.Deadline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Who has been silent though asked, and since when. At half the time to a doubt membership is asked to look, over its
 * relays, so that a broken direct link is not taken for death; then the node is suspect, then down. Down holds until
 * a sign of life: silence only ever says worse things.
 */
final class Silences {

    private final long suspectNanos;
    private final long downNanos;
    private final Set<Contact> silent = new LinkedHashSet<>();
    private long nextNanos = Deadline.NEVER;

    Silences(MonitorConfig config) {
        this.suspectNanos = config.suspectAfter().toNanos();
        this.downNanos = config.downAfter().toNanos();
    }

    /** What silence leads to. */
    interface Judge {

        /** Membership should look. */
        void onSilent(Contact contact);

        /** Silence says something else of a node. */
        void onStatus(Contact contact);
    }

    /** A contact did not answer; its silence began at that time. */
    void begin(Contact contact, long sinceNanos) {
        contact.silentSinceNanos = sinceNanos;
        contact.probedNanos = Contact.NONE;
        silent.add(contact);
        nextNanos = Math.min(nextNanos, next(contact));
    }

    /** It gave a sign of life, or is none that is listened for; tells whether silence had said something of it. */
    boolean end(Contact contact) {
        if (contact.isSilent()) {
            contact.silentSinceNanos = Contact.NONE;
            silent.remove(contact);
        }
        boolean hadSaid = contact.silence != MemberStatus.HEALTHY;
        contact.silence = MemberStatus.HEALTHY;
        return hadSaid;
    }

    /** Judges those whose time has come. */
    void onTime(long nanos, Judge judge) {
        if (nanos < nextNanos) {
            return;
        }
        List<Contact> due = new ArrayList<>();
        for (Contact contact : silent) {
            if (next(contact) <= nanos) {
                due.add(contact);
            }
        }
        for (Contact contact : due) {
            judge(nanos, contact, judge);
        }
        nextNanos = Deadline.NEVER;
        for (Contact contact : silent) {
            nextNanos = Math.min(nextNanos, next(contact));
        }
    }

    /** Returns when the next one is to be judged; now and then there is nobody to judge then. */
    long nextNanos() {
        return silent.isEmpty() ? Deadline.NEVER : nextNanos;
    }

    private void judge(long nanos, Contact contact, Judge judge) {
        long time = nanos - contact.silentSinceNanos;
        if (nextProbe(contact) <= nanos) {
            contact.probedNanos = nanos;
            judge.onSilent(contact);
        }
        MemberStatus said = contact.silence;
        if (time >= downNanos) {
            contact.silence = MemberStatus.DOWN;
        } else if (time >= suspectNanos && said == MemberStatus.HEALTHY) {
            contact.silence = MemberStatus.SUSPECT;
        }
        if (contact.silence != said) {
            judge.onStatus(contact);
        }
    }

    private long next(Contact contact) {
        long status = switch (contact.silence) {
            case HEALTHY -> contact.silentSinceNanos + suspectNanos;
            case SUSPECT -> contact.silentSinceNanos + downNanos;
            case DOWN, LEFT -> Deadline.NEVER;
        };
        return Math.min(status, nextProbe(contact));
    }

    private long nextProbe(Contact contact) {
        long half = suspectNanos / 2;
        return contact.probedNanos == Contact.NONE ? contact.silentSinceNanos + half : contact.probedNanos + half;
    }
}

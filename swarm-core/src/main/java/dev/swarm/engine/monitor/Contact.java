package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.engine.wire.Coordinate;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Everything the monitor remembers of one node from its coming to its being forgotten; one that comes back is another
 * contact. Times are those of {@link Attention}, but for the wall clock's.
 */
final class Contact {

    /** Nothing of the kind. */
    static final long NONE = Long.MIN_VALUE;

    final NodeId id;
    final boolean guest;
    final LinkGauge gauge;

    /** Questions that may still be answered, the oldest first. */
    final Deque<Question> questions = new ArrayDeque<>(1);

    /** What membership says. */
    MemberStatus believed;

    /** What silence says: healthy, suspect or down. */
    MemberStatus silence = MemberStatus.HEALTHY;

    /** What users were told. */
    MemberStatus stated;

    /** What users were told of the link. */
    LinkQuality quality;

    long lastSeenMillis = HealthCard.NEVER;
    long lastSeenNanos = NONE;

    /** Since when it has been silent though it was asked, {@link #NONE} if it is not known to be. */
    long silentSinceNanos = NONE;

    /** When membership was last asked to probe it. */
    long probedNanos = NONE;

    /** When it is asked again out of its turn, while {@link #isPursued}. */
    long askAgainNanos;

    boolean isPursued;
    int pings;

    /** What it was last told of the link; as good as nothing is that all is well. */
    LinkQuality lastTold = LinkQuality.EXCELLENT;

    /** How many times more it is told that all is well. */
    int tellings;

    @Nullable
    Coordinate coordinate;

    /** When it told its coordinate itself, {@link #NONE} if others did. */
    long coordinateNanos = NONE;

    long shownSeenMillis = HealthCard.NEVER;
    private LinkQuality toldQuality = LinkQuality.EXCELLENT;
    private long toldUntilNanos = NONE;

    Contact(NodeId id, boolean guest, LinkGauge gauge, MemberStatus believed) {
        this.id = id;
        this.guest = guest;
        this.gauge = gauge;
        this.believed = believed;
        this.stated = believed;
        this.quality = believed.isLive() ? gauge.level() : LinkQuality.DISCONNECTED;
    }

    /** Returns the status by membership's word or by silence, the worse; membership's end is the end. */
    MemberStatus combined() {
        return believed.isLive() && silence.compareTo(believed) > 0 ? silence : believed;
    }

    boolean isSilent() {
        return silentSinceNanos != NONE;
    }

    /** The other end says what it thinks of the link. */
    void onTold(LinkQuality told, long untilNanos) {
        toldQuality = told;
        toldUntilNanos = untilNanos;
    }

    /** Returns the quality that both ends make, the worse. */
    LinkQuality agreedQuality(long nanos) {
        if (!stated.isLive()) {
            return LinkQuality.DISCONNECTED;
        }
        LinkQuality own = gauge.level();
        return nanos < toldUntilNanos && toldQuality.isWorseThan(own) ? toldQuality : own;
    }

    HealthCard toCard() {
        return new HealthCard(
                id, stated, quality, lastSeenMillis, gauge.missed(), gauge.loss(), gauge.history(), coordinate);
    }
}

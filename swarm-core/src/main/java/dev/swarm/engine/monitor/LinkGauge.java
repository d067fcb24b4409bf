package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.config.MonitorConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How good the link to one node is, by answers to this node's own questions alone. Time is judged by the mean of the
 * last five round trips without the slowest, so that one hiccup changes nothing; loss by the last hundred questions.
 *
 * <p>A level is left downwards when two judgements in a row are at its limit or beyond, upwards when five in a row are
 * clearly better, so that a link at a limit does not flap. The first level, and the one after an outage, is taken
 * exactly, from three answers. Until then a new link is {@link LinkQuality#GOOD}: membership has just vouched for it.
 *
 * <p>An outage are more unanswered questions in a row than {@link BadLuck} would make at the loss that the link had
 * before: three on one without loss. Those questions do not count as loss once it is over.
 */
final class LinkGauge {

    private static final int SAMPLES = 5;
    private static final int MEDIAN_OF = 3;
    private static final int FIRST_ANSWERS = 3;
    private static final int JUDGEMENTS_DOWN = 2;
    private static final int JUDGEMENTS_UP = 5;

    /** Of fewer questions one lost one would be too much. */
    private static final int LEAST_QUESTIONS = 50;

    private final QualityRule rule;
    private final int historySize;
    private final Deque<Duration> history = new ArrayDeque<>(1);
    private final Deque<Long> samples = new ArrayDeque<>(1);
    private final LossWindow window = new LossWindow();
    private final BadLuck badLuck = new BadLuck();
    private LinkQuality level = LinkQuality.GOOD;
    private LinkQuality mildest = LinkQuality.DISCONNECTED;
    private LinkQuality harshest = LinkQuality.EXCELLENT;
    private boolean measured;
    private boolean outage;
    private int answers;
    private int missed;
    private int worse;
    private int better;

    LinkGauge(QualityRule rule, MonitorConfig config) {
        this.rule = rule;
        this.historySize = config.historySize();
    }

    /** A question was not answered in time; returns its place among the lost, for {@link #onLateAnswer}. */
    long onMissed() {
        long place = window.add(true);
        badLuck.onMissed();
        missed++;
        if (badLuck.isExcluded()) {
            outage = true;
            measured = false;
            answers = 0;
            samples.clear();
            level = LinkQuality.DISCONNECTED;
        }
        judge();
        return place;
    }

    /** A question was answered in time. */
    void onAnswer(@Nullable Duration rtt) {
        endOutage();
        window.add(false);
        badLuck.onAnswer();
        take(rtt);
    }

    /** A question that was taken for lost was answered. */
    void onLateAnswer(@Nullable Duration rtt, long place) {
        window.amend(place);
        badLuck.onLateAnswer();
        endOutage();
        take(rtt);
    }

    LinkQuality level() {
        return level;
    }

    /** Tells whether so many questions in a row were not answered that it is no bad luck, until enough are again. */
    boolean isOutage() {
        return outage;
    }

    /** Tells whether the level was measured; if not, the link is new, or has just come back. */
    boolean isKnown() {
        return measured || outage;
    }

    /** Returns how many questions in a row were not answered. */
    int missed() {
        return missed;
    }

    /** Returns the part of the last questions that was lost, 0 to 1. */
    double loss() {
        return window.loss();
    }

    /** Returns the last round-trip times, newest first; a copy. */
    List<Duration> history() {
        return List.copyOf(history);
    }

    /** Returns the mean time by which the link is judged, {@code null} without answers. */
    @Nullable
    Duration judgedRtt() {
        return samples.isEmpty() ? null : Duration.ofNanos(Math.round(mean()));
    }

    /** Returns the median of the last three round-trip times, the upper one of two, in nanoseconds. */
    long medianNanos() {
        long[] last =
                samples.stream().limit(MEDIAN_OF).mapToLong(Long::longValue).toArray();
        Arrays.sort(last);
        return last[last.length / 2];
    }

    private void take(@Nullable Duration rtt) {
        missed = 0;
        if (rtt != null) {
            history.addFirst(rtt);
            if (history.size() > historySize) {
                history.removeLast();
            }
            samples.addFirst(rtt.toNanos());
            if (samples.size() > SAMPLES) {
                samples.removeLast();
            }
            answers++;
        }
        if (!measured && answers >= FIRST_ANSWERS) {
            measured = true;
            outage = false;
            become(rule.of(mean(), judgedLoss()));
        } else {
            judge();
        }
    }

    private void endOutage() {
        if (outage && answers == 0) {
            window.dropOutage();
        }
    }

    private void judge() {
        if (!measured) {
            return;
        }
        LinkQuality now = rule.of(mean(), judgedLoss());
        LinkQuality clear = rule.clearly(mean(), judgedLoss());
        if (now.isWorseThan(level)) {
            mildest = mildest.isWorseThan(now) ? now : mildest;
            better = 0;
            harshest = LinkQuality.EXCELLENT;
            if (++worse >= JUDGEMENTS_DOWN) {
                become(mildest);
            }
        } else if (level.isWorseThan(clear)) {
            harshest = clear.isWorseThan(harshest) ? clear : harshest;
            worse = 0;
            mildest = LinkQuality.DISCONNECTED;
            if (++better >= JUDGEMENTS_UP) {
                become(harshest);
            }
        } else {
            become(level);
        }
    }

    /** Takes a level, and begins to count anew. */
    private void become(LinkQuality next) {
        level = next;
        worse = 0;
        better = 0;
        mildest = LinkQuality.DISCONNECTED;
        harshest = LinkQuality.EXCELLENT;
    }

    private double judgedLoss() {
        return window.lossOf(LEAST_QUESTIONS);
    }

    /** The mean without the slowest, if there are enough. */
    private double mean() {
        long sum = 0;
        long slowest = 0;
        for (long each : samples) {
            sum += each;
            slowest = Math.max(slowest, each);
        }
        int size = samples.size();
        return size < FIRST_ANSWERS ? (double) sum / Math.max(1, size) : (double) (sum - slowest) / (size - 1);
    }
}

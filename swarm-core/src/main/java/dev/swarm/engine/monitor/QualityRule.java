package dev.swarm.engine.monitor;

import dev.swarm.api.LinkQuality;
import dev.swarm.api.config.CommsConfig.Quality;
import java.util.List;

/** Which quality round-trip time and loss make, the worse of the two; at a limit it is the worse one already. */
final class QualityRule {

    /** Below this part of a limit a link is clearly better. */
    private static final double CLEAR_RTT = 0.9;

    /** As above; loss is known less exactly than time. */
    private static final double CLEAR_LOSS = 0.5;

    private static final List<LinkQuality> LEVELS = List.of(LinkQuality.values());

    private final long[] rttNanos;
    private final double[] losses;

    QualityRule(Quality limits) {
        this.rttNanos = limits.rtt().stream().mapToLong(each -> each.toNanos()).toArray();
        this.losses = limits.loss().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Returns the time after which an answer is as good as none. */
    long longestNanos() {
        return rttNanos[rttNanos.length - 1];
    }

    /** Returns the quality that figures make. */
    LinkQuality of(double meanNanos, double loss) {
        return level(meanNanos, loss, 1, 1);
    }

    /** Returns the quality that figures make clearly, so that a link may rise to it. */
    LinkQuality clearly(double meanNanos, double loss) {
        return level(meanNanos, loss, CLEAR_RTT, CLEAR_LOSS);
    }

    private LinkQuality level(double meanNanos, double loss, double clearRtt, double clearLoss) {
        int level = 0;
        while (level < rttNanos.length
                && (meanNanos >= rttNanos[level] * clearRtt || loss >= losses[level] * clearLoss)) {
            level++;
        }
        return LEVELS.get(level);
    }
}

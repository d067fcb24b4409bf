package dev.swarm.api;

import java.util.Locale;

/**
 * How urgent a message is; the most urgent first. Each priority has a lane of its own to each node: messages of one
 * priority keep their order, and a more urgent one overtakes everything less urgent that waits.
 */
public enum Priority {
    /** Sent over any link that stands. */
    CRITICAL(LinkQuality.POOR),
    /** Sent over any link that stands. */
    HIGH(LinkQuality.POOR),
    /** Dropped on a {@link LinkQuality#POOR} link. */
    NORMAL(LinkQuality.DEGRADED),
    /** Dropped on a {@link LinkQuality#DEGRADED} link or a worse one. */
    LOW(LinkQuality.GOOD);

    private final LinkQuality worst;

    Priority(LinkQuality worst) {
        this.worst = worst;
    }

    /** Tells whether such messages are sent over a link of that quality, which is not disconnected. */
    public boolean isSentOver(LinkQuality quality) {
        return !quality.isWorseThan(worst);
    }

    /** Returns the lower-case name of metrics. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package dev.swarm.engine.membership;

/**
 * The node's doubt about itself (Lifeguard section IV.A): a node that misses answers it should have had is probably
 * slow itself, so it gives others more time before it accuses them.
 */
final class HealthScore {

    private final int max;
    private int score;

    /** Starts without doubt; a maximum of zero switches the score off. */
    HealthScore(int max) {
        this.max = max;
    }

    /** Tells whether it is on; only then it matters which relays answer. */
    boolean isUsed() {
        return max > 0;
    }

    /** Notes that a probe was answered. */
    void onProbeAnswered() {
        apply(-1);
    }

    /**
     * Notes that a probe was not answered, which may be due to this node. Relays that were to say so and did not hint
     * that it is: such a probe counts twice.
     */
    void onProbeFailed(int expectedNacks, int receivedNacks) {
        apply(receivedNacks < expectedNacks ? 2 : 1);
    }

    /** Notes that somebody doubted this node. */
    void onRefuted() {
        apply(1);
    }

    /** Stretches a time by the doubt. */
    long scale(long nanos) {
        return nanos * (score + 1);
    }

    int value() {
        return score;
    }

    private void apply(int delta) {
        score = Math.max(0, Math.min(max, score + delta));
    }
}

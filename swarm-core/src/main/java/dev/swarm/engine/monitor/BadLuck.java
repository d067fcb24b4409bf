package dev.swarm.engine.monitor;

/**
 * Whether questions in a row were lost by bad luck, which at loss p happens with p to the power of their number. It is
 * excluded when that is next to nothing: on a link without loss after three, after thirty on each.
 *
 * <p>What the loss is, the questions before the run say: the last twenty, so that a link that has just become bad is
 * known to be, or the last seventy, so that a few lucky answers do not make it good; the worse of both. Outages that
 * are over are among them, with thirty questions at most: forgotten, each would make the next one as easy, and a link
 * that has just become bad would go up and down.
 */
final class BadLuck {

    static final int LEAST = 3;
    static final int MOST = 30;

    private static final int SHORT_SPAN = 20;
    private static final int LONG_SPAN = LossWindow.SIZE - MOST;

    /** At one question a second, half of them lost, bad luck is taken for an outage once in four hours. */
    private static final double NEXT_TO_NOTHING = 0.0001;

    private final LossWindow past = new LossWindow();
    private int run;

    /** A question was answered in time. */
    void onAnswer() {
        past.add(false);
        run = 0;
    }

    /** A question that was taken for lost was answered. */
    void onLateAnswer() {
        past.amendLast();
        run = 0;
    }

    /** A question was not answered in time. */
    void onMissed() {
        if (run < MOST) {
            past.add(true);
            run++;
        }
    }

    /** Tells whether the last questions cannot have been lost by bad luck. */
    boolean isExcluded() {
        double loss = Math.max(past.lossBefore(run, SHORT_SPAN), past.lossBefore(run, LONG_SPAN));
        return run >= LEAST && (run >= MOST || Math.pow(loss, run) <= NEXT_TO_NOTHING);
    }
}

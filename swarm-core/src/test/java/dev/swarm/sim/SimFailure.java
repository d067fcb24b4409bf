package dev.swarm.sim;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A run went wrong. The message says where and when, and how to see it again. */
public final class SimFailure extends AssertionError {

    private static final long serialVersionUID = 1L;

    SimFailure(long seed, long atNanos, String subject, String text, @Nullable Throwable cause) {
        super(
                String.format(
                        Locale.ROOT,
                        "[seed %d, %.6f s, %s] %s; replay with -D%s=%d, and -D%s=true to see each step",
                        seed,
                        atNanos / 1e9,
                        subject,
                        text,
                        SimSeeds.SEED_PROPERTY,
                        seed,
                        SimTrace.PROPERTY),
                cause);
    }
}

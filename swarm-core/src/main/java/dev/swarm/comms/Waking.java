package dev.swarm.comms;

import java.util.concurrent.Executor;
import java.util.function.LongConsumer;

/**
 * How those who wait for replies are woken.
 *
 * @param answers completes futures for which no thread waits
 * @param onWait called by a thread that begins to wait
 * @param onWoken called by it when it does not any more, with the nanoseconds that it took
 */
public record Waking(Executor answers, Runnable onWait, LongConsumer onWoken) {}

package dev.swarm.discovery.kubernetes;

import java.time.Duration;

/**
 * What requests may cost.
 *
 * @param answer longest wait for an answer as a whole; a watch has it for its beginning
 * @param watch how long a watch is wanted; it may be silent all the time
 * @param bytes longest page of a list, and longest event
 * @param pages most pages of a list
 */
record Limits(Duration answer, Duration watch, int bytes, int pages) {

    /** Objects on a page; one of many large pods stays below the bound. */
    static final int PAGE = 100;

    static Limits usual() {
        return new Limits(Duration.ofSeconds(10), Duration.ofMinutes(4), 16 * 1024 * 1024, 50);
    }
}

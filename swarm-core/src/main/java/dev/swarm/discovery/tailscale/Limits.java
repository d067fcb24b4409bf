package dev.swarm.discovery.tailscale;

import java.time.Duration;

/**
 * What one look-up may cost.
 *
 * @param time longest wait for an answer
 * @param bytes longest answer; thousands of machines fit
 */
record Limits(Duration time, int bytes) {

    static Limits usual() {
        return new Limits(Duration.ofSeconds(5), 8 * 1024 * 1024);
    }
}

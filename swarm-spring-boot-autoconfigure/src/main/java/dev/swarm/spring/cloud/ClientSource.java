package dev.swarm.spring.cloud;

import java.time.Duration;

/**
 * What is asked of other discovery clients ({@code swarm.discovery.client}).
 *
 * @param serviceId name of the service whose instances may be peers
 * @param port where peers listen whose instances do not say so, 1 to 65535
 * @param pollInterval mean time between two look-ups, 100 ms to 1 h
 */
record ClientSource(String serviceId, int port, Duration pollInterval) {

    private static final int MAX_PORT = 65_535;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    ClientSource {
        if (serviceId.isBlank()) {
            throw new IllegalArgumentException("discovery.client.service-id must be the name of a service, not empty");
        }
        if (port < 1 || port > MAX_PORT) {
            throw new IllegalArgumentException("discovery.client.port must be 1 to " + MAX_PORT + ", not " + port);
        }
        if (pollInterval.compareTo(SHORTEST) < 0 || pollInterval.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "discovery.client.poll-interval must be 100ms to 3600s, not " + pollInterval.toMillis() + "ms");
        }
    }
}

package dev.swarm.api.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Discovery among the machines of a tailnet ({@code discovery.tailscale}).
 *
 * @param tag only machines with exactly this tag, such as {@code tag:swarm}; {@code null} for all
 * @param useDnsNames whether the MagicDNS names of machines are resolved, instead of taking their addresses as they are
 * @param port where peers listen, 1 to 65535
 * @param pollInterval mean time between two look-ups, 100 ms to 1 h
 * @param cli the command that is run where there is no socket: a name that is searched for, or a path
 * @param socket path of the daemon's socket, {@code null} for the usual one of the system
 */
public record TailscaleConfig(
        @Nullable String tag,
        boolean useDnsNames,
        int port,
        Duration pollInterval,
        String cli,
        @Nullable String socket) {

    /** The command that is run unless another one is set. */
    public static final String DEFAULT_CLI = "tailscale";

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    public TailscaleConfig {
        Bounds.check("discovery.tailscale.port", port, 1, 65_535);
        Bounds.check("discovery.tailscale.poll-interval", pollInterval, Duration.ofMillis(100), Duration.ofHours(1));
        if (tag != null && !tag.matches("tag:[A-Za-z][A-Za-z0-9-]*")) {
            throw new IllegalArgumentException("discovery.tailscale.tag must be 'tag:', a letter, and letters, digits"
                    + " and dashes, not '" + tag + "'");
        }
        if (cli.isBlank()) {
            throw new IllegalArgumentException("discovery.tailscale.cli must be a command, not empty");
        }
        if (socket != null && socket.isBlank()) {
            throw new IllegalArgumentException("discovery.tailscale.socket must be a path, not empty");
        }
    }

    /** Returns the starting values: all machines, by address, port 7946, every 5 s. */
    public static TailscaleConfig defaults() {
        return new TailscaleConfig(null, false, StaticConfig.DEFAULT_PORT, Duration.ofSeconds(5), DEFAULT_CLI, null);
    }

    /** Returns the same for another tag; {@code null} for all machines. */
    public TailscaleConfig withTag(@Nullable String other) {
        return new TailscaleConfig(other, useDnsNames, port, pollInterval, cli, socket);
    }
}

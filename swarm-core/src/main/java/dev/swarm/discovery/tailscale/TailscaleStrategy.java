package dev.swarm.discovery.tailscale;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.TailscaleConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import dev.swarm.discovery.AddressFamily;
import dev.swarm.discovery.LookUpException;
import dev.swarm.discovery.Pace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks for peers among the machines of a tailnet that are online: asks the daemon of this machine by its socket, or
 * where that does not work by its command.
 *
 * <p>One chain of tasks, each with bounds in time and size. A look-up that fails takes nothing away.
 */
public final class TailscaleStrategy implements DiscoveryStrategy {

    /** Linux, the open daemon on macOS, two kinds of storage servers, an appliance. */
    private static final List<Path> USUAL_SOCKETS = List.of(
            Path.of("/var/run/tailscale/tailscaled.sock"),
            Path.of("/var/run/tailscaled.socket"),
            Path.of("/var/packages/Tailscale/var/tailscaled.sock"),
            Path.of("/var/packages/Tailscale/etc/tailscaled.sock"),
            Path.of("/perm/tailscaled/tailscaled.sock"));

    private final TailscaleConfig config;
    private final Limits limits;
    private final Resolver resolver;
    private final Pace pace;

    /** Finds the addresses of a name; may block. */
    @FunctionalInterface
    interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Makes the strategy; nothing is asked yet. */
    public TailscaleStrategy(TailscaleConfig config) {
        this(config, Limits.usual(), InetAddress::getAllByName);
    }

    TailscaleStrategy(TailscaleConfig config, Limits limits, Resolver resolver) {
        this.config = config;
        this.limits = limits;
        this.resolver = resolver;
        this.pace = new Pace(config.pollInterval());
    }

    @Override
    public String name() {
        return "tailscale";
    }

    @Override
    public void start(DiscoveryContext context, PeerSink sink) {
        context.schedule(Duration.ZERO, () -> look(context, sink));
    }

    /** Holds nothing but tasks of the context, which end with it. */
    @Override
    public void close() {}

    private void look(DiscoveryContext context, PeerSink sink) {
        try {
            Tailnet tailnet = Tailnet.parse(status(), config.tag(), config.port());
            AddressFamily family = AddressFamily.of(context.address());
            Set<NodeAddress> found = new LinkedHashSet<>();
            Set<String> unresolved = new LinkedHashSet<>();
            long end = System.nanoTime() + limits.time().toNanos();
            for (Tailnet.Machine machine : tailnet.peers()) {
                List<NodeAddress> named = System.nanoTime() - end < 0 ? resolved(machine.dnsName()) : List.of();
                if (config.useDnsNames() && named.isEmpty()) {
                    unresolved.add(machine.dnsName());
                }
                NodeAddress chosen = family.choose(named.isEmpty() ? machine.addresses() : named);
                if (chosen != null) {
                    found.add(chosen);
                }
            }
            sink.candidates(found);
            if (!unresolved.isEmpty()) {
                sink.warn("names that cannot be resolved, whose addresses are taken instead: " + unresolved);
            }
        } catch (LookUpException e) {
            sink.failed(e.reason());
        } finally {
            context.schedule(pace.next(), () -> look(context, sink));
        }
    }

    private byte[] status() throws LookUpException {
        Path socket = socket();
        String why = "there is no socket of the daemon";
        if (socket != null) {
            try {
                return new LocalApi(socket, limits).status();
            } catch (LookUpException e) {
                why = e.reason();
            }
        }
        try {
            return new StatusCommand(config.cli(), limits).status();
        } catch (LookUpException e) {
            throw new LookUpException(why + ", and " + e.reason(), e);
        }
    }

    private @Nullable Path socket() {
        if (config.socket() != null) {
            return Path.of(config.socket());
        }
        return USUAL_SOCKETS.stream().filter(Files::exists).findFirst().orElse(null);
    }

    private List<NodeAddress> resolved(String dnsName) {
        if (!config.useDnsNames() || dnsName.isEmpty()) {
            return List.of();
        }
        try {
            return Arrays.stream(resolver.resolve(dnsName))
                    .map(ip -> NodeAddress.of(ip.getAddress(), config.port()))
                    .toList();
        } catch (UnknownHostException e) {
            return List.of();
        }
    }
}

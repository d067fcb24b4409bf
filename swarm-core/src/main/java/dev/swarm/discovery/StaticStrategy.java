package dev.swarm.discovery;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.config.HostPort;
import dev.swarm.api.config.StaticConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for peers on a fixed list of hosts, also known as the "epmd" strategy.
 *
 * <p>Each host is resolved again and again, for ever, by a chain of tasks of its own: a name that cannot be resolved,
 * or whose name server hangs, delays no other. All addresses of a name are candidates. What a name last resolved to
 * is kept while it cannot be resolved. An empty list looks for nobody.
 */
public final class StaticStrategy implements DiscoveryStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(StaticStrategy.class);

    /** Results that come close together are reported together. */
    private static final Duration GATHER = Duration.ofMillis(10);

    private static final int MAX_PROBLEMS_SHOWN = 3;

    private final StaticConfig config;
    private final Resolver resolver;
    private final Pace pace;
    private final Map<HostPort, Set<NodeAddress>> found = new LinkedHashMap<>();
    private final Map<HostPort, String> errors = new LinkedHashMap<>();
    private boolean reportIsDue;

    /** Finds the addresses of a name; may block. */
    @FunctionalInterface
    interface Resolver {

        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** Makes the strategy; nothing is resolved yet. */
    public StaticStrategy(StaticConfig config) {
        this(config, InetAddress::getAllByName);
    }

    StaticStrategy(StaticConfig config, Resolver resolver) {
        this.config = config;
        this.resolver = resolver;
        this.pace = new Pace(config.interval());
    }

    @Override
    public String name() {
        return "static";
    }

    @Override
    public void start(DiscoveryContext context, PeerSink sink) {
        if (config.hosts().isEmpty()) {
            LOG.warn("discovery.static.hosts is empty: this topology looks for nobody");
            return;
        }
        synchronized (this) {
            found.clear();
            errors.clear();
            reportIsDue = false;
        }
        for (HostPort host : new LinkedHashSet<>(config.hosts())) {
            context.schedule(Duration.ZERO, () -> resolve(host, context, sink));
        }
        context.schedule(config.interval(), () -> remind(context, sink));
    }

    /** Holds nothing but tasks of the context, which end with it. */
    @Override
    public void close() {}

    private void resolve(HostPort host, DiscoveryContext context, PeerSink sink) {
        try {
            Set<NodeAddress> addresses = Arrays.stream(resolver.resolve(host.host()))
                    .map(ip -> NodeAddress.of(ip.getAddress(), host.port()))
                    .collect(Collectors.toCollection(LinkedHashSet::new));
            onResolved(host, addresses, context, sink);
        } catch (UnknownHostException | SecurityException e) {
            onUnresolved(host, context, sink);
        } finally {
            context.schedule(pace.next(), () -> resolve(host, context, sink));
        }
    }

    private synchronized void onResolved(
            HostPort host, Set<NodeAddress> addresses, DiscoveryContext context, PeerSink sink) {
        boolean recovered = errors.remove(host) != null;
        Set<NodeAddress> before = found.put(host, addresses);
        if (recovered || !addresses.equals(before)) {
            reportSoon(context, sink);
        }
    }

    private synchronized void onUnresolved(HostPort host, DiscoveryContext context, PeerSink sink) {
        if (errors.put(host, "'" + host.host() + "' cannot be resolved") == null) {
            reportSoon(context, sink);
        }
    }

    private void reportSoon(DiscoveryContext context, PeerSink sink) {
        if (!reportIsDue) {
            reportIsDue = true;
            context.schedule(GATHER, () -> report(sink));
        }
    }

    /** Says everything again, for addresses that were dead and are forgotten by now. */
    private void remind(DiscoveryContext context, PeerSink sink) {
        try {
            report(sink);
        } finally {
            context.schedule(pace.next(), () -> remind(context, sink));
        }
    }

    private void report(PeerSink sink) {
        List<NodeAddress> addresses;
        List<String> problems;
        boolean noneTried;
        boolean allFail;
        synchronized (this) {
            reportIsDue = false;
            addresses = found.values().stream().flatMap(Collection::stream).toList();
            problems = shortened(errors.values());
            noneTried = found.isEmpty() && errors.isEmpty();
            allFail = errors.keySet().containsAll(found.keySet());
        }
        if (noneTried) {
            return;
        }
        if (allFail) {
            sink.failed(String.join(", ", problems));
            return;
        }
        sink.candidates(addresses);
        if (!problems.isEmpty()) {
            sink.warn(String.join(", ", problems));
        }
    }

    private static List<String> shortened(Collection<String> problems) {
        Stream<String> first = problems.stream().limit(MAX_PROBLEMS_SHOWN);
        int more = problems.size() - MAX_PROBLEMS_SHOWN;
        return more > 0
                ? Stream.concat(first, Stream.of("and " + more + " more")).toList()
                : first.toList();
    }
}

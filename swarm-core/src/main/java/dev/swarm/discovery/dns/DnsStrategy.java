package dev.swarm.discovery.dns;

import dev.swarm.api.config.DnsConfig;
import dev.swarm.api.discovery.DiscoveryContext;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.api.discovery.PeerSink;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Looks for peers by the records of a name service: A, AAAA and SRV.
 *
 * <p>The names are asked for again and again, each by itself, without a thread that waits. What an answer adds is added
 * at once; a failed, empty or partial answer takes nothing away, since who is gone is the business of membership.
 */
public final class DnsStrategy implements DiscoveryStrategy {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final DnsConfig config;
    private final Duration timeout;
    private @Nullable DnsRun run;

    /** Makes the strategy; nothing is asked yet. */
    public DnsStrategy(DnsConfig config) {
        this(config, TIMEOUT);
    }

    DnsStrategy(DnsConfig config, Duration timeout) {
        this.config = config;
        this.timeout = timeout;
    }

    @Override
    public String name() {
        return "dns";
    }

    @Override
    public synchronized void start(DiscoveryContext context, PeerSink sink) {
        run = new DnsRun(config, timeout, context, sink);
        run.start();
    }

    @Override
    public synchronized void close() {
        if (run != null) {
            run.close();
            run = null;
        }
    }
}

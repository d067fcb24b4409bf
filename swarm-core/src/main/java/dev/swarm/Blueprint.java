package dev.swarm;

import dev.swarm.api.config.GossipConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.discovery.DiscoveryStrategy;
import dev.swarm.discovery.StaticStrategy;
import dev.swarm.discovery.Topology;
import dev.swarm.discovery.dns.DnsStrategy;
import dev.swarm.discovery.gossip.GossipStrategy;
import dev.swarm.discovery.kubernetes.KubernetesStrategy;
import dev.swarm.discovery.tailscale.TailscaleStrategy;
import dev.swarm.engine.CommsSettings;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.MonitorSettings;
import dev.swarm.engine.RegistrySettings;
import dev.swarm.engine.SharingSettings;
import dev.swarm.engine.TopologySettings;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.registry.RegistryModel;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.WireSettings;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Turns settings into what the engine and the strategies of discovery are made of. */
final class Blueprint {

    private static final NodeMeta.VersionRange DATA_PLANE = new NodeMeta.VersionRange(1, 1);

    private static final int HEAD_BYTES = 64 * 1024;

    private final SwarmConfig config;
    private final LiveKeys keys;
    private final CommsSettings comms;
    private final ContentCodec codec;
    private final SecureRandom secureRandom = new SecureRandom();

    Blueprint(SwarmConfig config, LiveKeys keys, ContentCodec codec, CommsSettings comms) {
        this.config = config;
        this.keys = keys;
        this.codec = codec;
        this.comms = comms;
    }

    EngineSettings engine(Place place, PlaneTrust trust, @Nullable String webAddress, long startedAtMillis) {
        return new EngineSettings(
                place.self(),
                place.advertised(),
                meta(config, webAddress, startedAtMillis, trust.fingerprint()),
                new WireSettings(config.cluster(), keys.ring(), true, secureRandom::nextBytes),
                config.membership(),
                plane(trust),
                new SharingSettings(
                        config.overlay(),
                        SharingSettings.session(startedAtMillis, secureRandom.nextInt()),
                        new OverlayModel(codec::content)),
                TopologySettings.of(config.topology()),
                MonitorSettings.of(
                        place.self(), config.monitor(), config.comms().quality()),
                comms,
                new RegistrySettings(
                        config.registry().numbers(), config.registry().placement(), new RegistryModel()),
                secureRandom.nextLong());
    }

    /** Each lane takes the longest message or state there may be, with what travels before it. */
    private PlaneConfig plane(PlaneTrust trust) {
        PlaneConfig usual = PlaneConfig.defaults().with(trust.kind());
        int state = config.registry().numbers().bounds().stateBytes();
        return usual.with(usual.lanes()
                .withMessages(comms.config().messageBytes() + HEAD_BYTES)
                .withTransfers(state + config.registry().numbers().bounds().argsBytes() + HEAD_BYTES));
    }

    /**
     * Checks that the node's metadata can be told with this web address.
     *
     * @throws IllegalArgumentException saying what to shorten, if it cannot
     */
    static void requireFits(SwarmConfig config, @Nullable String webAddress) {
        Bytes unused = meta(config, webAddress, System.currentTimeMillis(), PlaneTrust.placeholder(config))
                .encode();
    }

    private static NodeMeta meta(
            SwarmConfig config, @Nullable String webAddress, long startedAtMillis, @Nullable Bytes fingerprint) {
        SwarmConfig.Identity identity = config.identity();
        return new NodeMeta(
                DATA_PLANE,
                startedAtMillis,
                identity.role(),
                identity.service(),
                webAddress,
                identity.tags(),
                fingerprint);
    }

    /** Asks the suppliers of own strategies, which is the user's code. */
    List<Topology> topologies() {
        SwarmConfig.Discovery discovery = config.discovery();
        List<Topology> topologies = new ArrayList<>();
        if (!config.enabled() || !discovery.enabled()) {
            return topologies;
        }
        addPresets(discovery, topologies);
        for (Map.Entry<String, Supplier<? extends DiscoveryStrategy>> own :
                discovery.topologies().entrySet()) {
            topologies.add(new Topology(own.getKey(), own.getValue().get()));
        }
        GossipConfig gossip = discovery.gossip();
        if (gossip != null || topologies.isEmpty()) {
            GossipConfig settings = gossip != null ? gossip : GossipConfig.defaults();
            topologies.add(new Topology("gossip", new GossipStrategy(settings, keys::beaconKeys)));
        }
        return topologies;
    }

    private static void addPresets(SwarmConfig.Discovery discovery, List<Topology> topologies) {
        if (discovery.hosts() != null) {
            topologies.add(new Topology("static", new StaticStrategy(discovery.hosts())));
        }
        if (discovery.dns() != null) {
            topologies.add(new Topology("dns", new DnsStrategy(discovery.dns())));
        }
        if (discovery.tailscale() != null) {
            topologies.add(new Topology("tailscale", new TailscaleStrategy(discovery.tailscale())));
        }
        if (discovery.kubernetes() != null) {
            topologies.add(new Topology("kubernetes", new KubernetesStrategy(discovery.kubernetes())));
        }
    }
}

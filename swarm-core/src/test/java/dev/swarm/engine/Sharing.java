package dev.swarm.engine;

import dev.swarm.api.Entity;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.CommsConfig;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.OverlayConfig;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.config.RegistryConfig;
import dev.swarm.api.config.TopologyConfig;
import dev.swarm.engine.overlay.OverlayModel;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.WireSettings;
import dev.swarm.engine.wire.overlay.Field;
import java.util.List;
import java.util.function.Supplier;

/** Settings of shared state for tests that are about something else. */
public final class Sharing {

    private Sharing() {}

    /** Returns the usual ones, for the life of that session. */
    public static SharingSettings of(long session) {
        return new SharingSettings(OverlayConfig.defaults(), session, new OverlayModel(Raw::new));
    }

    /** Returns the usual ones, for a node that is the only one. */
    public static SharingSettings none() {
        return of(1);
    }

    /** Returns the usual settings of roles and command. */
    public static TopologySettings topology() {
        return TopologySettings.of(TopologyConfig.defaults());
    }

    /** Returns the settings of a monitor that measures nothing. */
    public static MonitorSettings monitor() {
        return MonitorSettings.off(NodeId.of("nobody"));
    }

    /** Returns the usual settings of messages, of a node without handlers. */
    public static CommsSettings comms() {
        return new CommsSettings(CommsConfig.defaults(), post -> arrival -> true);
    }

    /** Fields as they are. */
    private record Raw(Supplier<List<Field>> stored) implements Entity.Content {

        @Override
        public Object asObject() {
            return stored.get();
        }

        @Override
        public <T> T as(Class<T> type) {
            return type.cast(stored.get());
        }
    }

    /** Returns the usual settings of a whole node without secret, {@code a} on port 7946 of the loopback address. */
    public static EngineSettings node(NodeMeta meta, RegistrySettings registry) {
        return new EngineSettings(
                NodeId.of("a"),
                NodeAddress.loopback(7946),
                meta,
                new WireSettings("", Keyring.none(), false, nonce -> {}),
                MembershipConfig.lan(),
                PlaneConfig.defaults(),
                none(),
                topology(),
                monitor(),
                comms(),
                registry,
                1);
    }

    /** Returns what names are made of: the usual numbers. */
    public static RegistrySettings registry() {
        return RegistrySettings.of(RegistryConfig.defaults());
    }
}

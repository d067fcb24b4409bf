package dev.swarm;

import dev.swarm.api.NodeId;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.runtime.tls.NodeCertificate;
import dev.swarm.runtime.tls.Tls;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one life of a node proves itself on connections of the data plane, and what it demands of others.
 *
 * <p>The user's own certificates come first. Without them whoever shares a secret or a keyring makes a certificate for
 * this life, whose fingerprint travels in the metadata, under encryption: so the secret vouches for the certificate.
 * Without either there is nobody to trust, and connections are plain.
 *
 * @param kind what the engine demands
 * @param tls makes connections; {@code null} if they are plain
 * @param fingerprint of the own certificate, for the metadata; {@code null} if it is not told
 */
record PlaneTrust(
        PlaneConfig.Trust kind, @Nullable Tls tls, @Nullable Bytes fingerprint) {

    /** Returns the trust of a fresh life; makes a certificate if one is needed. */
    static PlaneTrust of(SwarmConfig config, NodeId self) {
        Supplier<TlsIdentity> identity = config.tls();
        if (config.enabled() && identity != null) {
            Tls tls = Tls.byAuthority(() -> identity.get().credentials());
            return new PlaneTrust(PlaneConfig.Trust.PKI, tls, null);
        }
        return tellsFingerprint(config)
                ? byCertificate(NodeCertificate.create(self.name(), Instant.now()))
                : new PlaneTrust(PlaneConfig.Trust.PLAIN, null, null);
    }

    /** Returns a fingerprint of no certificate, as long as one that a life of the node will tell, if it will. */
    static @Nullable Bytes placeholder(SwarmConfig config) {
        return tellsFingerprint(config) ? Bytes.owning(new byte[NodeMeta.FINGERPRINT_BYTES]) : null;
    }

    private static PlaneTrust byCertificate(NodeCertificate own) {
        return new PlaneTrust(PlaneConfig.Trust.FINGERPRINT, Tls.byFingerprint(own), Bytes.owning(own.fingerprint()));
    }

    private static boolean tellsFingerprint(SwarmConfig config) {
        return config.enabled() && config.tls() == null && !config.trust().isNone();
    }
}

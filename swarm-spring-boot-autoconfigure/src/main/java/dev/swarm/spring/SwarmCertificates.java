package dev.swarm.spring;

import dev.swarm.TlsIdentity;
import dev.swarm.spring.diagnostics.InvalidSwarmPropertyException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ssl.NoSuchSslBundleException;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/**
 * The certificates of one SSL bundle. When the bundle is reloaded, new connections get what it holds then; standing
 * ones stay as they are. A reload that cannot be used changes nothing.
 */
final class SwarmCertificates implements Supplier<TlsIdentity> {

    private static final Logger LOG = LoggerFactory.getLogger(SwarmCertificates.class);
    private static final String PROPERTY = "swarm.ssl.bundle";

    private final String name;
    private volatile TlsIdentity current;

    private SwarmCertificates(String name, TlsIdentity first) {
        this.name = name;
        this.current = first;
    }

    /**
     * Finds a bundle and keeps up with it.
     *
     * @param bundles all that there are, {@code null} if the application has none at all
     * @throws InvalidSwarmPropertyException if there is none of that name, or it cannot be used
     */
    static SwarmCertificates of(String name, @Nullable SslBundles bundles) {
        if (bundles == null) {
            throw refusal(" must be the name of an SSL bundle, but the application has none, not '" + name + "'", null);
        }
        try {
            SwarmCertificates made = new SwarmCertificates(name, identity(name, bundles.getBundle(name)));
            bundles.addBundleUpdateHandler(name, made::update);
            return made;
        } catch (NoSuchSslBundleException unknown) {
            List<String> known = bundles.getBundleNames().stream().sorted().toList();
            String allowed =
                    known.isEmpty() ? ", but the application has none" : ", one of " + String.join(", ", known);
            throw refusal(" must be the name of an SSL bundle" + allowed + ", not '" + name + "'", unknown);
        }
    }

    @Override
    public TlsIdentity get() {
        return current;
    }

    private void update(SslBundle bundle) {
        try {
            current = identity(name, bundle);
            LOG.info("New connections between nodes get the certificates of SSL bundle '{}' as it is now", name);
        } catch (RuntimeException unusable) {
            LOG.warn("The node keeps its old certificates: {}", unusable.getMessage());
        }
    }

    /**
     * Without a trust store Java would trust every authority of the world's web servers, whose certificates anybody can
     * have; so there must be one.
     */
    private static TlsIdentity identity(String name, SslBundle bundle) {
        require(bundle.getStores().getKeyStore() != null, name, "no private key and certificate");
        require(bundle.getStores().getTrustStore() != null, name, "no trust store");
        String[] ciphers = bundle.getOptions().getCiphers();
        try {
            return TlsIdentity.of(
                    bundle.getManagers().getKeyManagerFactory(),
                    bundle.getManagers().getTrustManagerFactory(),
                    ciphers == null ? List.of() : Arrays.asList(ciphers));
        } catch (IllegalArgumentException unusable) {
            throw InvalidSwarmPropertyException.translate("", unusable);
        } catch (IllegalStateException unreadable) {
            throw refusal(" names bundle '" + name + "', which cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static void require(boolean there, String name, String lack) {
        if (!there) {
            throw refusal(
                    " must be the name of an SSL bundle with a key store and a trust store, but '" + name + "' has "
                            + lack,
                    null);
        }
    }

    private static InvalidSwarmPropertyException refusal(String problem, @Nullable RuntimeException cause) {
        return new InvalidSwarmPropertyException(
                PROPERTY, problem, new IllegalArgumentException(PROPERTY + problem, cause));
    }
}

package dev.swarm;

import dev.swarm.runtime.tls.Tls;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The user's own certificates for connections between nodes: what this node proves itself by, and which authorities may
 * vouch for others. Immutable; shows nothing of its content.
 *
 * <p>TLS 1.3 is spoken, with certificates on both sides. <b>Any certificate of these authorities may be any node of the
 * cluster</b>: names of hosts in it are not compared with addresses, since nodes are dialled by addresses that nobody
 * knows beforehand. So the authority should be the cluster's own. A certificate that restricts its use must allow that
 * of a client and that of a server, as each node is both.
 */
public final class TlsIdentity {

    private static final String TLS_1_3_SUITES = "TLS_(AES|CHACHA20)_.*";

    private final KeyManagerFactory keys;
    private final TrustManagerFactory authorities;
    private final List<String> cipherSuites;

    private TlsIdentity(KeyManagerFactory keys, TrustManagerFactory authorities, List<String> cipherSuites) {
        this.keys = keys;
        this.authorities = authorities;
        this.cipherSuites = cipherSuites;
    }

    /**
     * Returns an identity with the cipher suites of this Java.
     *
     * @param keys initialised, with the node's private key and the chain of its certificate
     * @param authorities initialised, with those who may vouch for other nodes
     * @throws IllegalArgumentException if no connection can be made with them
     */
    public static TlsIdentity of(KeyManagerFactory keys, TrustManagerFactory authorities) {
        return of(keys, authorities, List.of());
    }

    /**
     * Returns an identity.
     *
     * @param keys initialised, with the node's private key and the chain of its certificate
     * @param authorities initialised, with those who may vouch for other nodes
     * @param cipherSuites in the order of preference; those of earlier versions of TLS are passed over; empty for the
     *     ones of this Java
     * @throws IllegalArgumentException if no connection can be made with them
     */
    public static TlsIdentity of(KeyManagerFactory keys, TrustManagerFactory authorities, List<String> cipherSuites) {
        List<String> usable = cipherSuites.stream()
                .filter(suite -> suite.matches(TLS_1_3_SUITES))
                .toList();
        if (usable.isEmpty() && !cipherSuites.isEmpty()) {
            throw new IllegalArgumentException(
                    "ssl.bundle must allow a cipher suite of TLS 1.3, not only " + String.join(", ", cipherSuites));
        }
        TlsIdentity made = new TlsIdentity(keys, authorities, usable);
        try {
            Tls unused = Tls.byAuthority(made::credentials);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new IllegalArgumentException(
                    "ssl.bundle must hold what TLS can use, which this does not: " + e.getMessage(), e);
        }
        return made;
    }

    /** Returns what one connection is made with; each call makes a context of its own. */
    Tls.Credentials credentials() {
        SSLContext context = Tls.context(keys.getKeyManagers(), authorities.getTrustManagers());
        return new Tls.Credentials(context, cipherSuites);
    }

    /** Returns what it is, and nothing of what it holds. */
    @Override
    public String toString() {
        return "own certificates";
    }
}

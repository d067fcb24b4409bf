package dev.swarm.runtime.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.TrustManager;

/**
 * How this node does TLS on connections of the data plane: always version 1.3, always with a certificate on both sides.
 *
 * <p>Each connection has a context of its own. Sessions are remembered by context, and so no session is ever taken up
 * again: each handshake proves anew that the other end has its private key, and after a change of certificates no
 * connection is made under the old ones. A context costs some microseconds beside the milliseconds of a handshake.
 * Immutable; any thread.
 */
public final class Tls {

    /** The only version that is spoken. */
    public static final String VERSION = "TLSv1.3";

    private static final String[] VERSIONS = {VERSION};
    private static final char[] NO_PASSWORD = new char[0];

    private final Supplier<Credentials> credentials;
    private final boolean byFingerprint;

    private Tls(Supplier<Credentials> credentials, boolean byFingerprint) {
        this.credentials = credentials;
        this.byFingerprint = byFingerprint;
    }

    /**
     * What one connection is made with.
     *
     * @param context of this connection alone
     * @param cipherSuites in the order of preference; empty for those of this Java
     */
    public record Credentials(SSLContext context, List<String> cipherSuites) {

        /** Takes an unmodifiable copy of the list. */
        public Credentials {
            cipherSuites = List.copyOf(cipherSuites);
        }
    }

    /** Returns TLS by which nodes know each other by the fingerprints of certificates that they sign for themselves. */
    public static Tls byFingerprint(NodeCertificate own) {
        KeyManager[] keys = keyManagers(own);
        TrustManager[] anybody = {new AnyNode()};
        return checked(new Tls(() -> new Credentials(context(keys, anybody), List.of()), true));
    }

    /**
     * Returns TLS by which an authority of the user's says who is a node.
     *
     * @param credentials asked for each connection on the protocol's thread, so it must not block
     * @throws IllegalArgumentException if no connection can be made with them
     */
    public static Tls byAuthority(Supplier<Credentials> credentials) {
        return checked(new Tls(credentials, false));
    }

    /** Returns a fresh context of the one version that is spoken. */
    public static SSLContext context(KeyManager[] keys, TrustManager[] trusted) {
        try {
            SSLContext context = SSLContext.getInstance(VERSION);
            context.init(keys, trusted, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    /** Returns the machine of one connection that this node dials. */
    public SSLEngine dialling() {
        return engine(true);
    }

    /** Returns the machine of one connection that a peer dialled. */
    public SSLEngine accepting() {
        return engine(false);
    }

    /**
     * Returns who the other end has proved to be.
     *
     * @return the SHA-256 of its certificate, 32 bytes; no bytes if an authority vouches for it instead
     * @throws SSLPeerUnverifiedException if it has no certificate
     */
    public byte[] proofOf(SSLSession session) throws SSLPeerUnverifiedException {
        Certificate[] chain = session.getPeerCertificates();
        return byFingerprint ? NodeCertificate.fingerprintOf(chain[0]) : new byte[0];
    }

    private SSLEngine engine(boolean isClient) {
        Credentials now = credentials.get();
        SSLEngine engine = now.context().createSSLEngine();
        engine.setUseClientMode(isClient);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setProtocols(VERSIONS);
        parameters.setNeedClientAuth(true);
        parameters.setAlgorithmConstraints(new CheapGroups());
        if (!now.cipherSuites().isEmpty()) {
            parameters.setCipherSuites(now.cipherSuites().toArray(String[]::new));
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The first one is made at once: to find out whether it can be, and since it loads some hundred classes. */
    private static Tls checked(Tls made) {
        SSLEngine unused = made.accepting();
        return made;
    }

    private static KeyManager[] keyManagers(NodeCertificate own) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("node", own.key(), NO_PASSWORD, new Certificate[] {own.certificate()});
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory.getKeyManagers();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A certificate of our own cannot be used", e);
        }
    }
}

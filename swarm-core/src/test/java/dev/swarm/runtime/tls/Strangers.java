package dev.swarm.runtime.tls;

import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Clients of TLS that are no nodes: they trust whom they dial, and prove what they like. */
public final class Strangers {

    private Strangers() {}

    /** Dials a port of this machine as the owner of a certificate, whatever the version of TLS. */
    public static SSLSocket dial(int port, NodeCertificate own, String... versions) throws IOException {
        KeyManager[] keys = TestAuthority.keys(
                        new KeyPair(own.certificate().getPublicKey(), own.key()), own.certificate())
                .getKeyManagers();
        return dial(port, keys, versions);
    }

    /** Dials a port of this machine without a certificate. */
    public static SSLSocket dialUnknown(int port) throws IOException {
        return dial(port, new KeyManager[0], Tls.VERSION);
    }

    private static SSLSocket dial(int port, KeyManager[] keys, String... versions) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new Counting(new AtomicInteger())}, null);
            SSLSocket socket =
                    (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
            socket.setEnabledProtocols(versions);
            socket.setSoTimeout(10_000);
            return socket;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

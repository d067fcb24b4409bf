package dev.swarm.runtime.tls;

import java.net.Socket;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Takes the certificate of whoever has one, and this is meant so: <b>who is let in is decided by the engine</b>,
 * which is handed the certificate's fingerprint when the handshake is over and compares it with the one in the
 * member's metadata. It has to, since only the engine knows the members; this class runs on another thread, at a
 * moment when the peer has not said yet which member it is. The handshake goes on to make the peer sign with the
 * certificate's key, so that a fingerprint cannot be borrowed. Nothing of the data plane is written or read before
 * the engine has agreed.
 *
 * <p>What is refused here is what no node has: a chain, or a key that is not of P-256. A stranger could otherwise
 * choose a kind of key that costs us much to check.
 */
final class AnyNode extends X509ExtendedTrustManager {

    private static final int P256_BITS = 256;

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain);
    }

    /** None: a node signs its own certificate. */
    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }

    private static void check(X509Certificate[] chain) throws CertificateException {
        if (chain.length != 1) {
            throw new CertificateException("A node has one certificate, not " + chain.length);
        }
        PublicKey key = chain[0].getPublicKey();
        if (!(key instanceof ECPublicKey curve)
                || curve.getParams().getCurve().getField().getFieldSize() != P256_BITS) {
            throw new CertificateException("The key of a node is of P-256, not " + key.getAlgorithm());
        }
    }
}

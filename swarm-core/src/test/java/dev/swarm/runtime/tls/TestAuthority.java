package dev.swarm.runtime.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/** An authority as a user may have one, and the certificates it gives out. */
public final class TestAuthority {

    /** That it may vouch for others (RFC 5280 section 4.2.1.9). */
    private static final byte[] MAY_VOUCH = {
        0x30,
        0x0F,
        0x06,
        0x03,
        0x55,
        0x1D,
        0x13,
        0x01,
        0x01,
        (byte) 0xFF,
        0x04,
        0x05,
        0x30,
        0x03,
        0x01,
        0x01,
        (byte) 0xFF
    };

    /** That it is at 127.0.0.1 (RFC 5280 section 4.2.1.6). */
    private static final byte[] AT_LOOPBACK = HexFormat.of().parseHex("300f0603551d11040830068704" + "7f000001");

    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier(1, 2, 840, 10045, 4, 3, 2));
    private static final AtomicLong SERIAL = new AtomicLong(1);
    private static final char[] NO_PASSWORD = new char[0];

    private final String name;
    private final KeyPair pair;
    private final X509Certificate certificate;

    public TestAuthority(String name) {
        this.name = name;
        this.pair = ellipticPair();
        this.certificate = sign(name, pair, MAY_VOUCH);
    }

    /** Returns the keys of a node that this authority vouches for. */
    public KeyManagerFactory node(String node) {
        KeyPair own = ellipticPair();
        return keys(own, sign(node, own, new byte[0]), certificate);
    }

    /** Returns the keys of a web server at 127.0.0.1 that this authority vouches for. */
    public KeyManagerFactory loopbackServer() {
        KeyPair own = ellipticPair();
        return keys(own, sign("loopback", own, AT_LOOPBACK), certificate);
    }

    /** Returns the authority's own certificate as text. */
    public String pem() {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns trust in whomever this authority vouches for. */
    public TrustManagerFactory trusted() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", certificate);
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns managers of one key. */
    static KeyManagerFactory keys(KeyPair pair, Certificate... chain) {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("node", pair.getPrivate(), NO_PASSWORD, chain);
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(store, NO_PASSWORD);
            return factory;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a certificate of this authority for a key of any kind. */
    X509Certificate sign(String subject, KeyPair of, byte[] extension) {
        Instant now = Instant.now();
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.TWO)),
                Der.integer(BigInteger.valueOf(SERIAL.incrementAndGet())),
                ECDSA_WITH_SHA256,
                nameOf(name),
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(1)))),
                nameOf(subject),
                of.getPublic().getEncoded(),
                extension.length == 0 ? extension : Der.explicit(3, Der.sequence(extension)));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bitString(signature.sign()));
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair pair(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ellipticPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] nameOf(String common) {
        return Der.sequence(Der.set(Der.sequence(Der.identifier(2, 5, 4, 3), Der.utf8(common))));
    }
}

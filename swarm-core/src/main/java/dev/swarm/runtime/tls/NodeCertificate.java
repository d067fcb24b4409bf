package dev.swarm.runtime.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;

/**
 * A key pair that lives as long as one life of a node, and a certificate that the node signs for itself. The
 * certificate proves nothing by its content, which anybody could write: it is a cover for the key, and others know it
 * by its fingerprint, which the node tells them in its metadata. So neither name nor validity is ever checked; the
 * private key is in no file.
 *
 * <p>Its shape is always the same (RFC 5280, RFC 5480): version 3 without extensions, a random serial number, ECDSA
 * with SHA-256 over P-256.
 */
public final class NodeCertificate {

    private static final String CURVE = "secp256r1";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final byte[] ECDSA_WITH_SHA256 = Der.sequence(Der.identifier(1, 2, 840, 10045, 4, 3, 2));
    private static final byte[] COMMON_NAME = Der.identifier(2, 5, 4, 3);

    /** Longest common name of a certificate (RFC 5280, ub-common-name); names of nodes may be longer. */
    private static final int MAX_COMMON_NAME = 64;

    private static final int SERIAL_BITS = 127;
    private static final int VERSION_3 = 2;
    private static final Duration CLOCKS_DIFFER = Duration.ofDays(1);
    private static final Duration LONGEST_LIFE = Duration.ofDays(3652);

    private final PrivateKey key;
    private final X509Certificate certificate;

    private NodeCertificate(PrivateKey key, X509Certificate certificate) {
        this.key = key;
        this.certificate = certificate;
    }

    /**
     * Makes a fresh one.
     *
     * @param name of the node, for people who look at the certificate; cut to 64 characters
     * @param now when the node starts; valid from a day before to ten years after it
     * @throws IllegalStateException if this Java has no elliptic curves
     */
    public static NodeCertificate create(String name, Instant now) {
        SecureRandom random = new SecureRandom();
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(CURVE), random);
            KeyPair pair = generator.generateKeyPair();
            byte[] content = content(name, now, pair, random);
            Signature signature = Signature.getInstance(SIGNATURE);
            signature.initSign(pair.getPrivate(), random);
            signature.update(content);
            byte[] whole = Der.sequence(content, ECDSA_WITH_SHA256, Der.bitString(signature.sign()));
            Certificate made =
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(whole));
            return new NodeCertificate(pair.getPrivate(), (X509Certificate) made);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot make a certificate with " + SIGNATURE, e);
        }
    }

    /** Returns the SHA-256 of the whole certificate, 32 bytes. */
    public byte[] fingerprint() {
        return fingerprintOf(certificate);
    }

    PrivateKey key() {
        return key;
    }

    X509Certificate certificate() {
        return certificate;
    }

    static byte[] fingerprintOf(Certificate certificate) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A certificate that was read cannot be written", e);
        }
    }

    private static byte[] content(String name, Instant now, KeyPair pair, SecureRandom random) {
        byte[] common = Der.sequence(COMMON_NAME, Der.utf8(shortened(name)));
        byte[] subject = Der.sequence(Der.set(common));
        byte[] validity = Der.sequence(Der.time(now.minus(CLOCKS_DIFFER)), Der.time(now.plus(LONGEST_LIFE)));
        return Der.sequence(
                Der.explicit(0, Der.integer(BigInteger.valueOf(VERSION_3))),
                Der.integer(new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1)),
                ECDSA_WITH_SHA256,
                subject,
                validity,
                subject,
                pair.getPublic().getEncoded());
    }

    private static String shortened(String name) {
        int length = name.codePointCount(0, name.length());
        return length <= MAX_COMMON_NAME ? name : name.substring(0, name.offsetByCodePoints(0, MAX_COMMON_NAME));
    }
}

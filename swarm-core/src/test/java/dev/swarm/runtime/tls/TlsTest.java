package dev.swarm.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.AlgorithmConstraints;
import java.security.AlgorithmParameters;
import java.security.CryptoPrimitive;
import java.security.Key;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Real handshakes of the JDK, without sockets. */
class TlsTest {

    /** What is agreed on next is how to sign. */
    private static final String AFTER_THE_GROUP = "authentication scheme";

    private final NodeCertificate mine = NodeCertificate.create("a", Instant.now());
    private final NodeCertificate theirs = NodeCertificate.create("b", Instant.now());
    private final Tls a = Tls.byFingerprint(mine);
    private final Tls b = Tls.byFingerprint(theirs);

    @Test
    void eachProvesTheFingerprintThatItTells() throws SSLException {
        SSLEngine client = a.dialling();
        SSLEngine server = b.accepting();

        Handshake.between(client, server);

        assertThat(client.getSession().getProtocol()).isEqualTo("TLSv1.3");
        assertThat(a.proofOf(client.getSession()))
                .isEqualTo(theirs.fingerprint())
                .hasSize(32);
        assertThat(b.proofOf(server.getSession())).isEqualTo(mine.fingerprint());
    }

    @Test
    void aClientWithoutACertificateIsRefused() {
        SSLEngine client = Tls.context(new KeyManager[0], anybody()).createSSLEngine();
        client.setUseClientMode(true);

        assertThatThrownBy(() -> Handshake.between(client, b.accepting()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("Empty client certificate chain");
    }

    @Test
    void keysThatNoNodeHasAreRefusedOnBothSides() {
        TestAuthority authority = new TestAuthority("somebody");
        for (KeyPair odd : List.of(TestAuthority.pair("RSA", 2048), TestAuthority.pair("EC", 384))) {
            X509Certificate certificate = authority.sign("x", odd, new byte[0]);
            KeyManagerFactory keys = TestAuthority.keys(odd, certificate);

            refusedOnBothSides(keys, "P-256");
        }
    }

    @Test
    void aChainOfCertificatesIsRefused() {
        refusedOnBothSides(new TestAuthority("somebody").node("x"), "one certificate");
    }

    @Test
    void anEarlierVersionIsRefused() {
        SSLEngine client = a.dialling();
        client.setEnabledProtocols(new String[] {"TLSv1.2"});
        client.setEnabledCipherSuites(new String[] {"TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"});

        assertThatThrownBy(() -> Handshake.between(client, b.accepting()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("TLSv1.2");
    }

    @Test
    void nobodyMakesANodeReckonInTheGroupsOfFiniteFields() {
        assertThatThrownBy(() -> Handshake.between(offering(new FiniteFieldsOnly()), b.accepting()))
                .isInstanceOf(SSLException.class)
                .hasMessageNotContaining(AFTER_THE_GROUP);
    }

    /** Newer Java ties signatures to the groups as well: there it goes wrong too, but only after the group. */
    @Test
    void whoOffersOnlyFiniteFieldsGetsFurtherWithoutOurLimit() {
        SSLEngine server = contextOf(theirs, new AtomicInteger()).createSSLEngine();
        server.setUseClientMode(false);

        Throwable thrown = catchThrowable(() -> Handshake.between(offering(new FiniteFieldsOnly()), server));

        if (thrown == null) {
            assertThat(server.getSession().getProtocol()).isEqualTo("TLSv1.3");
        } else {
            assertThat(thrown).isInstanceOf(SSLException.class).hasMessageContaining(AFTER_THE_GROUP);
        }
    }

    @Test
    void noSessionIsTakenUpAgain() throws SSLException {
        AtomicInteger looked = new AtomicInteger();
        SSLContext stranger = contextOf(theirs, looked);
        for (int i = 1; i <= 3; i++) {
            SSLEngine client = stranger.createSSLEngine("the same", 1);
            client.setUseClientMode(true);
            SSLEngine server = a.accepting();

            Handshake.between(client, server);

            assertThat(looked)
                    .as("times that the server has shown its certificate")
                    .hasValue(i);
            assertThat(a.proofOf(server.getSession())).isEqualTo(theirs.fingerprint());
        }
    }

    @Test
    void anAuthorityVouchesForBothSides() throws SSLException {
        TestAuthority authority = new TestAuthority("ours");
        Tls one = byAuthority(authority.node("one"), authority);
        Tls other = byAuthority(authority.node("other"), authority);
        SSLEngine client = one.dialling();
        SSLEngine server = other.accepting();

        Handshake.between(client, server);

        assertThat(one.proofOf(client.getSession())).isEmpty();
        assertThat(other.proofOf(server.getSession())).isEmpty();
    }

    @Test
    void anotherAuthorityVouchesForNobody() {
        TestAuthority authority = new TestAuthority("ours");
        TestAuthority stranger = new TestAuthority("ours");
        Tls ours = byAuthority(authority.node("one"), authority);
        Tls knowsUs = byAuthority(stranger.node("other"), authority);

        assertThatThrownBy(() -> Handshake.between(ours.dialling(), knowsUs.accepting()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("PKIX");
        assertThatThrownBy(() -> Handshake.between(knowsUs.dialling(), ours.accepting()))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("PKIX");
        assertThatThrownBy(() -> Handshake.between(a.dialling(), ours.accepting()))
                .isInstanceOf(SSLException.class);
    }

    private static SSLContext contextOf(NodeCertificate own, AtomicInteger looked) {
        KeyPair pair = new KeyPair(own.certificate().getPublicKey(), own.key());
        return Tls.context(
                TestAuthority.keys(pair, own.certificate()).getKeyManagers(),
                new TrustManager[] {new Counting(looked)});
    }

    private SSLEngine offering(AlgorithmConstraints constraints) {
        SSLEngine client = a.dialling();
        SSLParameters parameters = client.getSSLParameters();
        parameters.setAlgorithmConstraints(constraints);
        client.setSSLParameters(parameters);
        return client;
    }

    private void refusedOnBothSides(KeyManagerFactory keys, String why) {
        SSLContext odd = Tls.context(keys.getKeyManagers(), anybody());
        SSLEngine client = odd.createSSLEngine();
        client.setUseClientMode(true);
        SSLEngine server = odd.createSSLEngine();
        server.setUseClientMode(false);
        server.setNeedClientAuth(true);

        assertThatThrownBy(() -> Handshake.between(client, b.accepting())).hasStackTraceContaining(why);
        assertThatThrownBy(() -> Handshake.between(a.dialling(), server)).hasStackTraceContaining(why);
    }

    private static Tls byAuthority(KeyManagerFactory keys, TestAuthority authority) {
        return Tls.byAuthority(() -> new Tls.Credentials(
                Tls.context(keys.getKeyManagers(), authority.trusted().getTrustManagers()), List.of()));
    }

    private static TrustManager[] anybody() {
        return new TrustManager[] {new Counting(new AtomicInteger())};
    }

    /** What a stranger may offer who wants to cost us time. */
    private static final class FiniteFieldsOnly implements AlgorithmConstraints {

        @Override
        public boolean permits(Set<CryptoPrimitive> primitives, String algorithm, @Nullable AlgorithmParameters spec) {
            return !primitives.contains(CryptoPrimitive.KEY_AGREEMENT) || !algorithm.matches("(x|secp)\\d+(r1)?");
        }

        @Override
        public boolean permits(Set<CryptoPrimitive> primitives, Key key) {
            return true;
        }

        @Override
        public boolean permits(
                Set<CryptoPrimitive> primitives, String algorithm, Key key, @Nullable AlgorithmParameters spec) {
            return true;
        }
    }
}

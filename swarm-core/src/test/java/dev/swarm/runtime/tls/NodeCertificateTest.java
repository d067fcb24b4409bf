package dev.swarm.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Our writer of certificates, read by the one of the JDK. */
class NodeCertificateTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:03:19.114Z");

    @Test
    void itHasTheShapeThatIsPromised() throws Exception {
        NodeCertificate made = NodeCertificate.create("gotham", NOW);
        X509Certificate read = made.certificate();

        assertThat(read.getVersion()).isEqualTo(3);
        assertThat(read.getSubjectX500Principal().getName()).isEqualTo("CN=gotham");
        assertThat(read.getIssuerX500Principal()).isEqualTo(read.getSubjectX500Principal());
        assertThat(read.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(read.getNotBefore().toInstant()).isEqualTo("2026-05-03T10:03:19Z");
        assertThat(read.getNotAfter().toInstant()).isEqualTo("2036-05-03T10:03:19Z");
        assertThat(((ECPublicKey) read.getPublicKey()).getParams().getOrder().bitLength())
                .isEqualTo(256);
        assertThat(read.getCriticalExtensionOIDs()).isNull();
        read.verify(read.getPublicKey());
        assertThat(made.fingerprint())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(read.getEncoded()));
    }

    @Test
    void eachIsAnother() {
        Set<BigInteger> serials = new HashSet<>();
        Set<String> fingerprints = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            NodeCertificate made = NodeCertificate.create("gotham", NOW);
            serials.add(made.certificate().getSerialNumber());
            fingerprints.add(HexFormat.of().formatHex(made.fingerprint()));
        }
        assertThat(serials).hasSize(20).allMatch(serial -> serial.signum() > 0 && serial.bitLength() == 127);
        assertThat(fingerprints).hasSize(20);
    }

    @Test
    void anotherKeyDoesNotVerifyIt() {
        X509Certificate one = NodeCertificate.create("a", NOW).certificate();
        X509Certificate other = NodeCertificate.create("a", NOW).certificate();

        assertThatThrownBy(() -> one.verify(other.getPublicKey())).isInstanceOf(SignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "swarm@127.0.0.1:7946", "Gotham Städte ☂ 🦇", "a,b=c+\"d\\"})
    void anyNameIsReadAsItWas(String name) {
        X509Certificate read = NodeCertificate.create(name, NOW).certificate();

        assertThat(read.getSubjectX500Principal().getEncoded())
                .isEqualTo(Der.sequence(Der.set(Der.sequence(Der.identifier(2, 5, 4, 3), Der.utf8(name)))));
        assertThat(read.getSubjectX500Principal().getName()).startsWith("CN=");
    }

    @Test
    void aLongNameIsCutBetweenCharacters() {
        String name = NodeCertificate.create("🦇".repeat(63) + "☂🦇x", NOW)
                .certificate()
                .getSubjectX500Principal()
                .getName();

        assertThat(name).isEqualTo("CN=" + "🦇".repeat(63) + "☂");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 170D3236303130323033303430355A",
        "2049-12-31T23:59:59.999Z, 170D3439313233313233353935395A",
        "2050-01-01T00:00:00Z, 180F32303530303130313030303030305A"
    })
    void aMomentIsShortUntil2049(Instant moment, String hex) {
        assertThat(HexFormat.of().withUpperCase().formatHex(Der.time(moment))).isEqualTo(hex);
    }

    @Test
    void aCertificateOfALaterCenturyIsReadToo() {
        X509Certificate read = NodeCertificate.create("a", Instant.parse("2049-06-01T00:00:00Z"))
                .certificate();

        assertThat(read.getNotAfter().toInstant()).isEqualTo("2059-06-01T00:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({"0, 3000", "127, 307F", "128, 308180", "255, 3081FF", "256, 30820100", "65536, 3083010000"})
    void lengthsTakeAsFewBytesAsTheyCan(int length, String head) {
        byte[] written = Der.sequence(new byte[length]);

        int headLength = written.length - length;
        assertThat(HexFormat.of().withUpperCase().formatHex(written, 0, headLength))
                .isEqualTo(head);
    }
}

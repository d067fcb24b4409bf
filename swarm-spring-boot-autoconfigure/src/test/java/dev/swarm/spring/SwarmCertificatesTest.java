package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.TlsIdentity;
import dev.swarm.api.TrafficCounter;
import dev.swarm.spring.diagnostics.InvalidSwarmPropertyException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.SslOptions;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

/** An SSL bundle for the connections between nodes. */
@ExtendWith(OutputCaptureExtension.class)
class SwarmCertificatesTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    static Path folder;

    private final String cluster = TestNodes.newCluster();

    /** A node that signs for itself is its own authority. */
    @BeforeAll
    static void makeKeys() throws IOException, InterruptedException {
        makeKey("first");
        makeKey("second");
    }

    @Test
    void nodesOfOneBundleConnect() {
        runner("gotham", bundle("ours", "first")).run(gotham -> {
            Swarm first = gotham.getBean(Swarm.class);
            runner("metropolis", bundle("ours", "first"))
                    .withPropertyValues(TestNodes.seed(first))
                    .run(metropolis -> {
                        Swarm second = metropolis.getBean(Swarm.class);
                        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                            assertThat(first.statistics().count(TrafficCounter.PLANE_BYTES_IN))
                                    .isPositive();
                            assertThat(second.statistics().count(TrafficCounter.PLANE_BYTES_IN))
                                    .isPositive();
                        });
                    });
        });
    }

    @Test
    void anUnknownBundleIsOneSentence(CapturedOutput output) {
        String[] arguments = Arrays.stream(bundle("ours", "first"))
                .map(property -> "--" + property)
                .toArray(String[]::new);
        assertThatThrownBy(() -> TestNodes.application(Application.class, cluster, "gotham")
                        .web(WebApplicationType.NONE)
                        .properties("swarm.ssl.bundle=theirs")
                        .run(Arrays.stream(arguments)
                                .filter(argument -> !argument.startsWith("--swarm."))
                                .toArray(String[]::new)))
                .hasStackTraceContaining(InvalidSwarmPropertyException.class.getName());
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("swarm.ssl.bundle must be the name of an SSL bundle, one of ours, not 'theirs'; it is set to "
                        + "'theirs' in ")
                .contains("Change swarm.ssl.bundle to a value that is allowed, or remove it.")
                .doesNotContain("\tat ");
    }

    @Test
    void withoutAnyBundleTheSentenceSaysSo() {
        TestNodes.switchedOff()
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues("swarm.ssl.bundle=ours")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("swarm.ssl.bundle must be the name of an SSL bundle, but the "
                                + "application has none, not 'ours'"));
    }

    @Test
    void aBundleThatTrustsTheWholeWorldIsRefused() {
        String[] all = bundle("ours", "first");
        runner("gotham", Arrays.copyOf(all, all.length - 3))
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("swarm.ssl.bundle must be the name of an SSL bundle with a key store "
                                + "and a trust store, but 'ours' has no trust store"));
    }

    @Test
    void ciphersOfEarlierVersionsAloneAreRefused() {
        runner("gotham", bundle("ours", "first"))
                .withPropertyValues("spring.ssl.bundle.jks.ours.options.ciphers=TLS_RSA_WITH_AES_128_CBC_SHA")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("swarm.ssl.bundle must allow a cipher suite of TLS 1.3"));
    }

    @Test
    void aReloadHoldsForNewConnectionsAndAnUnusableOneChangesNothing() throws Exception {
        DefaultSslBundleRegistry bundles =
                new DefaultSslBundleRegistry("ours", bundleOf(store("first"), store("first")));
        TestNodes.runner(cluster, "gotham")
                .withBean(SslBundles.class, () -> bundles)
                .withPropertyValues("swarm.ssl.bundle=ours")
                .run(context -> {
                    Supplier<TlsIdentity> tls = Objects.requireNonNull(
                            context.getBean(Swarm.class).config().tls());
                    TlsIdentity before = tls.get();

                    bundles.updateBundle("ours", bundleOf(store("second"), null));
                    assertThat(tls.get()).isSameAs(before);

                    bundles.updateBundle("ours", bundleOf(store("second"), store("second")));
                    assertThat(tls.get()).isNotSameAs(before);
                });
    }

    private ApplicationContextRunner runner(String name, String... properties) {
        return TestNodes.runner(cluster, name)
                .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
                .withPropertyValues(properties);
    }

    /** The last three are those of the trust store. */
    private static String[] bundle(String name, String key) {
        String prefix = "spring.ssl.bundle.jks." + name + ".";
        String file = folder.resolve(key + ".p12").toUri().toString();
        return new String[] {
            "swarm.ssl.bundle=" + name,
            prefix + "keystore.location=" + file,
            prefix + "keystore.password=" + PASSWORD,
            prefix + "keystore.type=PKCS12",
            prefix + "truststore.location=" + file,
            prefix + "truststore.password=" + PASSWORD,
            prefix + "truststore.type=PKCS12"
        };
    }

    private static SslBundle bundleOf(KeyStore keys, @Nullable KeyStore trusted) {
        return SslBundle.of(SslStoreBundle.of(keys, PASSWORD, trusted), null, SslOptions.NONE);
    }

    private static KeyStore store(String key) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(folder.resolve(key + ".p12"))) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private static void makeKey(String name) throws IOException, InterruptedException {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-alias",
                        name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        folder.resolve(name + ".p12").toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
    }

    /** Finds everything as an application does: by the list in the jar. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}
}

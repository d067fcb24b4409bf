package dev.swarm.spring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a process finds out which pod it is. */
class PodTest {

    @TempDir
    Path account;

    private final Map<String, String> environment = new HashMap<>(Map.of(
            "KUBERNETES_SERVICE_HOST", "10.0.0.1",
            "KUBERNETES_SERVICE_PORT", "443",
            "HOSTNAME", "orders-5c9"));

    @BeforeEach
    void mount() throws IOException {
        Files.writeString(account.resolve("namespace"), "shop\n");
    }

    @Test
    void itIsWhatKubernetesSays() {
        Pod pod = Pod.here(environment::get, account).orElseThrow();
        assertThat(pod.resource()).hasToString("https://10.0.0.1:443/api/v1/namespaces/shop/pods/orders-5c9");
        assertThat(pod.token()).isEqualTo(account.resolve("token"));
        assertThat(pod.authority()).isEqualTo(account.resolve("ca.crt"));
    }

    @Test
    void aGivenNameGoesBeforeTheNameOfTheHost() {
        environment.put("POD_NAME", "orders-7d2");
        assertThat(Pod.here(environment::get, account)).map(Pod::name).contains("orders-7d2");
    }

    @Test
    void theAddressMayBeOfTheSixthVersion() {
        environment.put("KUBERNETES_SERVICE_HOST", "fd00::1");
        assertThat(Pod.here(environment::get, account)).map(Pod::api).hasToString("Optional[https://[fd00::1]:443]");
    }

    @Test
    void elsewhereThereIsNone() throws IOException {
        assertThat(Pod.here(name -> null, account)).isEmpty();
        assertThat(Pod.here(environment::get, account.resolve("missing"))).isEmpty();
        environment.put("POD_NAME", "../secrets");
        assertThat(Pod.here(environment::get, account)).isEmpty();
        environment.remove("POD_NAME");
        Files.writeString(account.resolve("namespace"), "");
        assertThat(Pod.here(environment::get, account)).isEmpty();
    }
}

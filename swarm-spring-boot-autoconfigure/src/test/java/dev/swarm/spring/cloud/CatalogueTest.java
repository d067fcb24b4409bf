package dev.swarm.spring.cloud;

import static dev.swarm.spring.cloud.Members.guest;
import static dev.swarm.spring.cloud.Members.member;
import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.spring.TestTopology;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.cloud.client.ServiceInstance;

/** What members are as services and instances. */
class CatalogueTest {

    @Test
    void groupsMembersByTheirService() {
        Catalogue catalogue = Catalogue.of(List.of(
                member("b", "orders", "http://10.0.0.2:80"),
                member("a", "orders", "http://10.0.0.1:80"),
                member("c", "alarms", "http://10.0.0.3:80")));
        assertThat(catalogue.services().keySet()).containsExactly("alarms", "orders");
        assertThat(ids(catalogue, "orders")).containsExactly("a", "b");
    }

    @Test
    void leavesOutGuests() {
        assertThat(Catalogue.of(List.of(guest("serf"))).services()).isEmpty();
    }

    @Test
    void putsDoubtedOnesLast() {
        Catalogue catalogue = Catalogue.of(List.of(
                member("a", MemberStatus.SUSPECT, "orders", "http://10.0.0.1:80", Map.of()),
                member("b", "orders", "http://10.0.0.2:80")));
        assertThat(ids(catalogue, "orders")).containsExactly("b", "a");
    }

    @Test
    void aServiceWithoutWebServersHasNoInstances() {
        assertThat(Catalogue.of(List.of(member("a", "batch", null))).services()).containsEntry("batch", List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.1:80", "ftp://10.0.0.1", "http://", "http://a b", "http:///x", "http://a_b:1"})
    void whatIsNoWebAddressIsNoInstance(String address) {
        assertThat(SwarmInstance.of(member("a", "orders", address))).isEmpty();
    }

    @Test
    void anInstanceIsWhereTheWebServerIs() {
        ServiceInstance instance = instance("https://10.0.0.1:8443");
        assertThat(instance.getInstanceId()).isEqualTo("a");
        assertThat(instance.getServiceId()).isEqualTo("orders");
        assertThat(instance.getHost()).isEqualTo("10.0.0.1");
        assertThat(instance.getPort()).isEqualTo(8443);
        assertThat(instance.isSecure()).isTrue();
        assertThat(instance.getScheme()).isEqualTo("https");
        assertThat(instance.getUri()).isEqualTo(URI.create("https://10.0.0.1:8443"));
    }

    @Test
    void portsAreThoseOfTheSchemeIfNoneIsTold() {
        assertThat(instance("http://10.0.0.1").getPort()).isEqualTo(80);
        assertThat(instance("https://10.0.0.1").getPort()).isEqualTo(443);
        assertThat(instance("http://10.0.0.1").isSecure()).isFalse();
    }

    @Test
    void anIpv6HostCanBePutIntoAnAddress() {
        ServiceInstance instance = instance("http://[::1]:8080");
        assertThat(URI.create("http://" + instance.getHost() + ":" + instance.getPort()))
                .isEqualTo(instance.getUri());
    }

    @Test
    void metadataIsTheTagsAndWhatIsKnownOfTheNode() {
        Map<String, String> tags = Map.of("zone", "east", "weight", "3", "swarm.node", "somebody else");
        Member member = member("a", MemberStatus.SUSPECT, "orders", "http://10.0.0.1:80", tags);
        assertThat(SwarmInstance.of(member).orElseThrow().getMetadata())
                .isEqualTo(Map.of(
                        "zone", "east",
                        "weight", "3",
                        "swarm.node", "a",
                        "swarm.role", "wingmate",
                        "swarm.status", "suspect",
                        "swarm.port", "7946"));
    }

    @Test
    void isMadeAnewOnlyForOtherMembers() {
        TestTopology topology = new TestTopology("a");
        LiveCatalogue live = new LiveCatalogue(topology, () -> null);
        Catalogue before = live.current();
        assertThat(live.current()).isSameAs(before);
        topology.join("b", topology.role());
        assertThat(live.current()).isNotSameAs(before);
        assertThat(live.services()).containsExactly("test");
        assertThat(live.instances("nobody")).isEmpty();
    }

    @Test
    void hintsAreNoChangeOfTheCatalogue() {
        TestTopology topology = new TestTopology("a");
        topology.put(member("a", "orders", "http://10.0.0.1:80"));
        LiveCatalogue live = new LiveCatalogue(topology, () -> node -> Duration.ofMillis(7));
        assertThat(live.instances("orders").get(0).getMetadata()).containsEntry("swarm.rtt-ms", "7");
        assertThat(live.current()).isEqualTo(new LiveCatalogue(topology, () -> null).current());
        LiveCatalogue ignorant = new LiveCatalogue(topology, () -> node -> null);
        assertThat(ignorant.instances("orders").get(0).getMetadata()).doesNotContainKey("swarm.rtt-ms");
    }

    private static ServiceInstance instance(String webAddress) {
        return SwarmInstance.of(member("a", "orders", webAddress)).orElseThrow();
    }

    private static List<String> ids(Catalogue catalogue, String service) {
        return catalogue.services().getOrDefault(service, List.of()).stream()
                .map(SwarmInstance::instanceId)
                .toList();
    }
}

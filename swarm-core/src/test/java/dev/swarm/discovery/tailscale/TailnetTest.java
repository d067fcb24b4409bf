package dev.swarm.discovery.tailscale;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeAddress;
import dev.swarm.discovery.LookUpException;
import dev.swarm.discovery.tailscale.Tailnet.Machine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What counts in a status document, and what does not. */
class TailnetTest {

    private static final String TAGGED = "tag:swarm";

    @Test
    void r13TheSampleHasOneMachineThatMayBeAsked() throws LookUpException {
        assertThat(names(Status.running(Status.BRAVO, Status.CHARLIE, Status.DELTA), TAGGED))
                .containsExactly("bravo.owl-fish.ts.net");
    }

    @Test
    void r14WhoIsOfflineIsOutAndInWhenItComes() throws LookUpException {
        assertThat(names(Status.running(Status.CHARLIE), null)).isEmpty();
        assertThat(names(Status.running(Status.CHARLIE.replace("\"Online\":false", "\"Online\":true")), null))
                .containsExactly("charlie.owl-fish.ts.net");
        assertThat(names(Status.running(Status.CHARLIE.replace("\"Online\":false", "\"Online\":\"true\"")), null))
                .isEmpty();
    }

    @Test
    void r15ATagIsExactAndNoTagMeansNone() throws LookUpException {
        String document = Status.running(
                Status.BRAVO,
                Status.peer("e1", "echo", 5, "\"Online\":true"),
                Status.peer("e2", "foxtrot", 6, "\"Online\":true,\"Tags\":null"),
                Status.peer("e3", "golf", 7, "\"Online\":true,\"Tags\":[\"tag:swarm2\"]"));

        assertThat(names(document, TAGGED)).containsExactly("bravo.owl-fish.ts.net");
        assertThat(names(document, null)).hasSize(4);
    }

    @Test
    void r18TheMachineItselfIsNeverAPeer() throws LookUpException {
        String online = "\"Online\":true";
        String byKey = Status.peer("aa01", "alpha", 9, online);
        String byAddress = Status.peer("ff", "alpha-1", 1, online);
        assertThat(names(Status.running(byKey, byAddress, Status.BRAVO), null))
                .containsExactly("bravo.owl-fish.ts.net");
    }

    @Test
    void whoIsNotOursOrRunsNoneOfOurProgramsIsOut() throws LookUpException {
        String online = "\"Online\":true";
        assertThat(names(
                        Status.running(
                                Status.DELTA,
                                Status.peer("a", "guest", 5, online + ",\"ShareeNode\":true"),
                                Status.peer("b", "exit", 6, online).replace("owl-fish", "mullvad"),
                                Status.peer("c", "none", 7, online)
                                        .replaceFirst("\"TailscaleIPs\":\\[[^]]*]", "\"TailscaleIPs\":null")),
                        null))
                .isEmpty();
    }

    @Test
    void addressesOfBothKindsAreRead() throws LookUpException {
        Machine bravo = parse(Status.running(Status.BRAVO), null).get(0);
        assertThat(bravo.addresses())
                .containsExactly(
                        NodeAddress.of(new byte[] {100, 101, 10, 2}, 7946),
                        NodeAddress.of(
                                new byte[] {
                                    (byte) 0xfd,
                                    0x7a,
                                    0x11,
                                    0x5c,
                                    (byte) 0xa1,
                                    (byte) 0xe0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0,
                                    0x10,
                                    2
                                },
                                7946));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NoState", "InUseOtherUser", "NeedsLogin", "NeedsMachineAuth", "Stopped", "Starting", ""})
    void outsideOfItsTailnetAMachineKnowsNobodyThoughItListsThem(String state) {
        assertThatThrownBy(() -> parse(Status.document(state, List.of(Status.BRAVO)), null))
                .isInstanceOf(LookUpException.class)
                .hasMessageContaining("'" + state + "'");
    }

    @Test
    void nobodyElseIsAnAnswerToo() throws LookUpException {
        String alone = Status.running();
        assertThat(names(alone, null)).isEmpty();
        assertThat(names(alone.replace("\"Peer\":{}", "\"Peer\":null"), null)).isEmpty();
        assertThat(names("{\"BackendState\":\"Running\"}", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "7", "Warning: client version\n{}", "{\"BackendState\":\"Run"})
    void whatIsNoStatusIsRefused(String document) {
        assertThatThrownBy(() -> parse(document, null)).isInstanceOf(LookUpException.class);
    }

    @Test
    void anyCutOfTheSampleIsRefused() {
        String whole = Status.running(Status.BRAVO, Status.CHARLIE, Status.DELTA);
        for (int i = 0; i < whole.length(); i += 7) {
            String cut = whole.substring(0, i);
            assertThatThrownBy(() -> parse(cut, null)).isInstanceOf(LookUpException.class);
        }
    }

    private static List<String> names(String document, @Nullable String tag) throws LookUpException {
        return parse(document, tag).stream().map(Machine::dnsName).toList();
    }

    private static List<Machine> parse(String document, @Nullable String tag) throws LookUpException {
        return Tailnet.parse(document.getBytes(StandardCharsets.UTF_8), tag, 7946)
                .peers();
    }
}

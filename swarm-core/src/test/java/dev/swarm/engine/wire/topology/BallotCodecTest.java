package dev.swarm.engine.wire.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.topology.BallotMessage.Ask;
import dev.swarm.engine.wire.topology.BallotMessage.LetGo;
import dev.swarm.engine.wire.topology.BallotMessage.Release;
import dev.swarm.engine.wire.topology.BallotMessage.Vote;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of each message and value about command, as they must stay. */
class BallotCodecTest {

    private static final HexFormat HEX = HexFormat.of();

    @Test
    void asksHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(new Ask(AskKind.TRIAL, 300, 1, 128, true, 0), "020100ac020180010100");
        assertBytes(new Ask(AskKind.BALLOT, 1, 0, 0, false, 0), "0201010100000000");
        assertBytes(new Ask(AskKind.RENEWAL, 1, 2, 3, false, 4_850), "02010201020300f225");
    }

    @Test
    void votesHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(new Vote(AskKind.BALLOT, 7, 9, Verdict.GRANTED, 0, null), "0202010709000000");
        assertBytes(new Vote(AskKind.TRIAL, 7, 9, Verdict.NOT_YET, 6, NodeId.of("b")), "02020007090106" + "0162");
        assertBytes(new Vote(AskKind.TRIAL, 7, 9, Verdict.BOUND, 6, null), "0202000709020600");
        assertBytes(new Vote(AskKind.TRIAL, 7, 9, Verdict.OLD_TERM, 6, null), "0202000709030600");
        assertBytes(new Vote(AskKind.TRIAL, 7, 9, Verdict.SENIOR, 6, null), "0202000709040600");
        assertBytes(new Vote(AskKind.TRIAL, 7, 9, Verdict.NO_ELECTOR, 6, null), "0202000709050600");
    }

    @Test
    void endsHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        assertBytes(new LetGo(), "0203");
        assertBytes(new Release(5, Ending.NOT_ELECTED), "02040500");
        assertBytes(new Release(5, Ending.HANDED_OVER), "02040501");
        assertBytes(new Release(5, Ending.QUORUM_LOST), "02040502");
        assertBytes(new Release(5, Ending.LEASE_ENDED), "02040503");
        assertBytes(new Release(5, Ending.MET_ANOTHER), "02040504");
        assertBytes(new Release(5, Ending.ROLE_LOST), "02040505");
        assertBytes(new Release(5, Ending.LEAVING), "02040506");
    }

    @Test
    void valuesHaveTheBytesThatTheyMustKeep() throws MalformedPacketException {
        CommandValue standing = new CommandValue(NodeId.of("b"), 128, 300, null);
        assertThat(HEX.formatHex(standing.encode())).isEqualTo("01016280" + "01ac0200");
        assertThat(CommandValue.decode(standing.encode())).isEqualTo(standing);
        CommandValue ended = new CommandValue(NodeId.of("b"), 0, 1, Ending.LEAVING);
        assertThat(HEX.formatHex(ended.encode())).isEqualTo("010162000107");
        assertThat(CommandValue.decode(ended.encode())).isEqualTo(ended);
        assertThat(RoleValue.encode(Role.WINGMATE)).containsExactly(0);
        assertThat(RoleValue.encode(Role.OBSERVER)).containsExactly(1);
        assertThat(RoleValue.encode(Role.RELAY)).containsExactly(2);
        assertThat(RoleValue.decodeChoice(RoleValue.encode(NodeId.of("b")))).isEqualTo(NodeId.of("b"));
        assertThatThrownBy(() -> RoleValue.encode(Role.COMMANDER)).hasMessageContaining("commander");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "02",
                "0104",
                "0205",
                "0203ff",
                "020400" + "00",
                "0204808080808080801000",
                "02040507",
                "02010301000000" + "00",
                "0201000100000200",
                "0202010709000001ff"
            })
    void whatNoEncoderWroteIsRefused(String hex) {
        assertThatThrownBy(() -> BallotCodec.decode(HEX.parseHex(hex))).isInstanceOf(MalformedPacketException.class);
    }

    private static void assertBytes(BallotMessage message, String hex) throws MalformedPacketException {
        assertThat(HEX.formatHex(BallotCodec.encode(message))).isEqualTo(hex);
        assertThat(BallotCodec.decode(HEX.parseHex(hex))).isEqualTo(message);
    }
}

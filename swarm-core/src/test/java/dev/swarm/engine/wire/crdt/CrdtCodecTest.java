package dev.swarm.engine.wire.crdt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.swarm.api.Rejection;
import dev.swarm.crdt.CausalContext;
import dev.swarm.crdt.DisableWinsFlag;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.EnableWinsFlag;
import dev.swarm.crdt.GCounter;
import dev.swarm.crdt.LwwRegister;
import dev.swarm.crdt.MvRegister;
import dev.swarm.crdt.OrMap;
import dev.swarm.crdt.OrSet;
import dev.swarm.crdt.PnCounter;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.crdt.Stamp;
import dev.swarm.crdt.VersionVector;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.MalformedPacketException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The very bytes of each type, and bytes that are refused. Blanks only make the hexadecimal text readable. */
class CrdtCodecTest {

    private static final ReplicaId A = new ReplicaId("a", 1);
    private static final ReplicaId B = new ReplicaId("b", -1);
    private static final String DICTIONARY_A = " 01 0161 0000000000000001 ";
    private static final String DICTIONARY_AB = " 02 0161 0000000000000001 0162 ffffffffffffffff ";
    private static final CrdtCodec<OrSet<String>> SETS = CrdtCodec.orSet(ValueCodec.TEXT);

    @Test
    void clocks() throws MalformedPacketException {
        golden(
                CrdtCodec.versionVector(),
                VersionVector.of(Map.of(B, 300L, A, 2L)),
                "01" + DICTIONARY_AB + "02 00 02 01 ac02");
        golden(
                CrdtCodec.causalContext(),
                CausalContext.of(List.of(new Dot(A, 1), new Dot(A, 2), new Dot(A, 5))),
                "02" + DICTIONARY_A + "01 00 02 01 01 03 00");
        golden(CrdtCodec.causalContext(), CausalContext.EMPTY, "02 00 00");
    }

    @Test
    void counters() throws MalformedPacketException {
        golden(CrdtCodec.gCounter(), GCounter.EMPTY.increment(A, 7), "03" + DICTIONARY_A + "01 00 07");
        golden(
                CrdtCodec.pnCounter(),
                PnCounter.EMPTY.decrement(A, 7).merge(PnCounter.EMPTY.increment(B, 1)),
                "04 02 0162 ffffffffffffffff 0161 0000000000000001 01 00 01 01 01 07");
    }

    @Test
    void registers() throws MalformedPacketException {
        Comparator<String> order = Comparator.naturalOrder();
        golden(
                CrdtCodec.lwwRegister(ValueCodec.TEXT, order),
                LwwRegister.of(new Stamp(0x0102_0304_0506_0708L, A), "é", order),
                "05" + DICTIONARY_A + "0102030405060708 00 02 c3a9");
        golden(
                CrdtCodec.mvRegister(ValueCodec.BYTES),
                MvRegister.<Bytes>empty().assign(A, Bytes.EMPTY),
                "08" + DICTIONARY_A + "01 00 01 01 00  01 00 01 00");
    }

    @Test
    void flags() throws MalformedPacketException {
        EnableWinsFlag enabled = EnableWinsFlag.EMPTY.enable(A);
        golden(CrdtCodec.enableWinsFlag(), enabled, "06" + DICTIONARY_A + "01 00 01 01 00  01 00 01");
        golden(CrdtCodec.enableWinsFlag(), enabled.disable(), "06" + DICTIONARY_A + "01 00 01 01 00  00");
        golden(CrdtCodec.disableWinsFlag(), DisableWinsFlag.EMPTY, "07 00 00 00");
    }

    @Test
    void setsAndMaps() throws MalformedPacketException {
        OrSet<String> set = OrSet.<String>empty().add(B, "y");
        set = set.merge(OrSet.<String>empty().add(A, "x"));
        golden(SETS, set, "09" + DICTIONARY_AB + "02 00 01 01 00 01 01 01 00  02 0178 01 00 01 0179 01 01 01");
        golden(
                CrdtCodec.orMap(ValueCodec.TEXT, SETS),
                OrMap.<String, OrSet<String>>empty(OrSet.empty()).update("k", value -> value.add(A, "x")),
                "0a" + DICTIONARY_A + "01 00 01 01 00  09 01 016b 01 0178 01 00 01");
    }

    @Test
    void bytesThatAreNoStateAreRefused() {
        String context = "09" + DICTIONARY_A + "01 00 01 01 01 ";
        refused("", Rejection.MALFORMED);
        refused("08 00 00 00", Rejection.UNEXPECTED_TYPE);
        refused("09 00 00 00 00", Rejection.MALFORMED);
        refused("09 00 80 00 00", Rejection.MALFORMED);
        refused("09 01 00 0000000000000001 00 00", Rejection.MALFORMED);
        refused("09 01 01ff 0000000000000001 00 00", Rejection.MALFORMED);
        refused("09 ff ff ff ff ff ff ff ff ff 01 00 00", Rejection.MALFORMED);
        refused("09" + DICTIONARY_A + "00 00", Rejection.MALFORMED);
        refused("09 02 0161 0000000000000001 0161 0000000000000001 00 00", Rejection.MALFORMED);
        refused(context + "02 0178 01 00 01 0178 01 00 02", Rejection.MALFORMED);
        refused(context + "02 0179 01 00 01 0178 01 00 02", Rejection.MALFORMED);
        refused(context + "02 0178 01 00 01 0179 01 00 01", Rejection.MALFORMED);
        refused(context + "01 0178 01 00 03", Rejection.MALFORMED);
        refused(context + "01 0178 00", Rejection.MALFORMED);
        refused(context + "01 0178 02 00 02 00 01", Rejection.MALFORMED);
        refused(context + "01 0178 01 01 01", Rejection.MALFORMED);
        refused(context + "01 ffffff7f 78 01 00 01", Rejection.MALFORMED);
    }

    @Test
    void announcedItemsAreBoundedBeforeTheyAreMade() {
        byte[] bytes = HexFormat.of().parseHex("09 00 00 ffffffff07".replace(" ", ""));
        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> SETS.decode(bytes));
    }

    @Test
    void moreThanTheBoundsIsRefused() throws MalformedPacketException {
        OrSet<String> set = OrSet.<String>empty().add(A, "x");
        byte[] bytes = SETS.encode(set);
        assertThat(SETS.within(new CrdtBounds(bytes.length, 5)).decode(bytes)).isEqualTo(set);
        oversized(SETS.within(new CrdtBounds(bytes.length, 4)), bytes);
        oversized(SETS.within(new CrdtBounds(bytes.length - 1, 5)), bytes);
        assertThatIllegalArgumentException().isThrownBy(() -> new CrdtBounds(0, 1));
    }

    @Test
    void textWithoutUtf8IsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ValueCodec.TEXT.encode("\ud800"));
    }

    private static <T> void golden(CrdtCodec<T> codec, T state, String hex) throws MalformedPacketException {
        String text = hex.replace(" ", "");
        assertThat(HexFormat.of().formatHex(codec.encode(state))).isEqualTo(text);
        assertThat(codec.decode(HexFormat.of().parseHex(text))).isEqualTo(state);
    }

    private static void refused(String hex, Rejection reason) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThatExceptionOfType(MalformedPacketException.class)
                .as(hex)
                .isThrownBy(() -> SETS.decode(bytes))
                .satisfies(refusal -> assertThat(refusal.rejection()).isEqualTo(reason));
    }

    private static void oversized(CrdtCodec<?> codec, byte[] bytes) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> codec.decode(bytes))
                .satisfies(refusal -> assertThat(refusal.rejection()).isEqualTo(Rejection.OVERSIZED));
    }
}

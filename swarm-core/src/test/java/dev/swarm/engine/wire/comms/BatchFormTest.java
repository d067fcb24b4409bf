package dev.swarm.engine.wire.comms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.Lent;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.BatchForm.Envelope;
import dev.swarm.engine.wire.comms.Payload.Form;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bytes of messages, whole and damaged. */
class BatchFormTest {

    private static final String ENTRIES = "0003010203" + "1a0801020304ac026869" + "210401015405" + "330107";
    private static final List<String> READ = List.of(
            "MESSAGE BYTES 0 - '' 010203",
            "REQUEST TEXT 300 16909060 '' 6869",
            "DELIVERY VALUE 1 - 'T' 05",
            "ANSWER NOTHING 7 - '' ");

    @Test
    void theBytesOfEntriesNeverChange() throws MalformedPacketException {
        byte[] out = new byte[100];
        BatchForm.putDirectHead(out);
        int at = BatchForm.DIRECT_HEAD_BYTES;
        at = BatchForm.put(out, at, EntryHead.MESSAGE, Payload.of(new byte[] {1, 2, 3}));
        at = BatchForm.put(out, at, new EntryHead(EntryKind.REQUEST, 300, 0x01020304), Payload.of("hi"));
        Payload value = new Payload(Form.VALUE, "T".getBytes(StandardCharsets.UTF_8), new byte[] {5});
        at = BatchForm.put(out, at, new EntryHead(EntryKind.DELIVERY, 1, 0), value);
        at = BatchForm.put(out, at, new EntryHead(EntryKind.ANSWER, 7, 0), Payload.NOTHING);

        assertThat(hex(Arrays.copyOf(out, at))).isEqualTo("0300" + ENTRIES);
        assertThat(read("0300" + ENTRIES)).isEqualTo(READ);
    }

    @Test
    void theBytesOfEnvelopesNeverChange() throws MalformedPacketException {
        byte[] entries = HexFormat.of().parseHex(ENTRIES);
        NodeId b = NodeId.of("b");
        assertThat(hex(BatchForm.named(Envelope.TO_PASS_ON, b, entries, 0, entries.length)))
                .isEqualTo("03010162" + ENTRIES);
        assertThat(hex(BatchForm.named(Envelope.PASSED_ON, b, entries, 0, 5))).isEqualTo("03020162" + "0003010203");
        assertThat(hex(BatchForm.named(Envelope.CAN_YOU_REACH, b))).isEqualTo("03030162");
        assertThat(hex(BatchForm.named(Envelope.CAN, b))).isEqualTo("03040162");
        assertThat(hex(BatchForm.named(Envelope.CANNOT, b))).isEqualTo("03050162");
        BatchReader reader = new BatchReader();
        reader.open(Lent.of(HexFormat.of().parseHex("03010162" + ENTRIES)));
        assertThat(reader.envelope()).isEqualTo(Envelope.TO_PASS_ON);
        assertThat(reader.readNode()).isEqualTo(b);
        assertThat(entries(reader)).isEqualTo(READ);
    }

    @Test
    void numbersOfKindsNeverChange() {
        assertThat(Arrays.stream(EntryKind.values()).map(kind -> kind.number() + " " + kind))
                .containsExactly(
                        "0 MESSAGE", "1 DELIVERY", "2 REQUEST", "3 ANSWER", "4 HANDLED", "5 UNHANDLED", "6 FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "03",
                "0400",
                "0306",
                "0300" + "07" + "00",
                "0300" + "40" + "00",
                "0300" + "80" + "00",
                "0300" + "00" + "01",
                "0300" + "0805" + "000000",
                "0300" + "0803" + "000000",
                "0300" + "2001" + "00",
                "0300" + "2002" + "0261",
                "0300" + "2003" + "810461",
                "0300" + "3001" + "00",
                "0300" + "02" + "00",
                "0300" + "0201" + "80",
                "0300" + "00" + "ffffffffffffffffff01",
                "0300" + "00" + "ffffffffffffffffffff01"
            })
    void whatNoWriterWroteIsRefused(String hex) {
        assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> read(hex));
    }

    @Test
    void namesOfNodesAreStrict() {
        for (String hex : List.of("0303", "030300", "03030262", "03030100", "030302c328")) {
            byte[] bytes = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0");
            BatchReader reader = new BatchReader();
            assertThatExceptionOfType(MalformedPacketException.class).as(hex).isThrownBy(() -> {
                reader.open(Lent.of(bytes));
                NodeId unused = reader.readNode();
                reader.requireEnd();
                throw new MalformedPacketException(Rejection.MALFORMED, unused.name());
            });
        }
    }

    @Test
    void whateverComesIsReadOrRefusedAndNothingElse() {
        SplittableRandom chance = new SplittableRandom(3);
        byte[] good = HexFormat.of().parseHex("0300" + ENTRIES);
        BatchReader reader = new BatchReader();
        for (int i = 0; i < 300_000; i++) {
            byte[] bytes = Arrays.copyOf(good, chance.nextInt(good.length + 20));
            for (int j = chance.nextInt(4); j >= 0 && bytes.length > 0; j--) {
                bytes[chance.nextInt(bytes.length)] = (byte) chance.nextInt(256);
            }
            try {
                reader.open(Lent.of(bytes));
                int length = 0;
                for (int entries = 0; reader.next(); entries++) {
                    length += reader.content().length + reader.type().length();
                    assertThat(entries).isLessThan(bytes.length);
                }
                assertThat(length).isLessThanOrEqualTo(bytes.length);
            } catch (MalformedPacketException refused) {
                assertThat(refused.rejection()).isNotNull();
            }
        }
    }

    private static List<String> read(String hex) throws MalformedPacketException {
        BatchReader reader = new BatchReader();
        reader.open(Lent.of(HexFormat.of().parseHex(hex)));
        return entries(reader);
    }

    private static List<String> entries(BatchReader reader) throws MalformedPacketException {
        List<String> read = new ArrayList<>();
        while (reader.next()) {
            String expiry = reader.expires() ? Integer.toString(reader.millis()) : "-";
            read.add(reader.kind() + " " + reader.form() + " " + reader.number() + " " + expiry + " '" + reader.type()
                    + "' " + hex(reader.content()));
        }
        return read;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}

package dev.swarm.engine.wire.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FrameReaderTest {

    private static final Hello HELLO = new Hello(
            new VersionRange(1, 2),
            1_767_225_600_000L,
            "shop",
            NodeId.of("gotham"),
            NodeId.of("capitol"),
            5,
            List.of(262_144, 262_145, 1_048_576, 524_288, 65_536, 65_537, 65_538));

    private static final String HELLO_HEX = "10000046" + "53574450" + "01" + "02" + "0000019b76daa800"
            + "0000000000000005" + "00040000" + "00040001" + "00100000" + "00080000" + "00010000" + "00010001"
            + "00010002" + "0473686f70" + "06676f7468616d"
            + "076361706974" + "6f6c";

    @Test
    void theBytesOfHelloNeverChange() throws MalformedPacketException {
        assertThat(hex(HELLO.toFrame())).isEqualTo(HELLO_HEX);
        assertThat(read(HELLO_HEX)).containsExactly(HELLO.toString());
    }

    @Test
    void theBytesOfAnOpenHelloNeverChange() throws MalformedPacketException {
        Hello open = new Hello(new VersionRange(1, 1), 0, "", NodeId.of("é"), null, 0, List.of(1, 2, 3, 4, 5, 6, 7));

        assertThat(hex(open.toFrame()))
                .isEqualTo("10000037" + "53574450" + "0101" + "0000000000000000" + "0000000000000000" + "00000001"
                        + "00000002" + "00000003" + "00000004" + "00000005" + "00000006" + "00000007" + "00" + "02c3a9"
                        + "00");
        assertThat(read(hex(open.toFrame()))).containsExactly(open.toString());
    }

    @Test
    void theBytesOfChunksNeverChange() throws MalformedPacketException {
        byte[] out = new byte[8];
        ByteBuffer room = ByteBuffer.wrap(out);
        Frames.putChunkHead(room, 3, true, 0x1234);
        Frames.putChunkHead(room, 1, false, 2);

        assertThat(hex(out)).isEqualTo("2b001234" + "21000002");
        assertThat(read("2a000003616263" + "28000000" + "210000020001"))
                .containsExactly("chunk 2 last 616263", "chunk 0 last ", "chunk 1 0001");
    }

    @Test
    void theBytesOfCreditNeverChange() throws MalformedPacketException {
        byte[] out = new byte[Frames.CREDIT_BYTES];
        Frames.putCredit(ByteBuffer.wrap(out), 2, 524_288);

        assertThat(hex(out)).isEqualTo("32000004" + "00080000");
        assertThat(read(hex(out))).containsExactly("credit 2 524288");
        assertThat(read("31000004ffffffff")).containsExactly("credit 1 4294967295");
    }

    @Test
    void theBytesOfEchoNeverChange() throws MalformedPacketException {
        assertThat(hex(Frames.echo(true)) + hex(Frames.echo(false))).isEqualTo("5000000100" + "5000000101");
        assertThat(read("5000000100" + "5000000101")).containsExactly("echo true", "echo false");
    }

    @Test
    void theNumbersOfReasonsNeverChange() {
        assertThat(Stream.of(ByeReason.values()).map(reason -> reason.code() + " " + reason))
                .containsExactly(
                        "0 OTHER",
                        "1 OTHER_CLUSTER",
                        "2 NO_COMMON_VERSION",
                        "3 NOT_A_MEMBER",
                        "4 WRONG_CERTIFICATE",
                        "5 SELF",
                        "6 ANOTHER_NODE",
                        "7 DRAINING",
                        "8 SURPLUS",
                        "9 UNUSED",
                        "10 OVERLOAD",
                        "11 VIOLATION",
                        "12 TIMEOUT",
                        "13 STALLED");
    }

    @ParameterizedTest
    @EnumSource(ByeReason.class)
    void theBytesOfByeNeverChange(ByeReason reason) throws MalformedPacketException {
        String expected = String.format("40000001%02x", reason.code());

        assertThat(hex(Frames.bye(reason))).isEqualTo(expected);
        assertThat(read(expected)).containsExactly("bye " + reason);
    }

    @Test
    void whatNewerNodesAppendIsPassedOver() throws MalformedPacketException {
        assertThat(read("10000048" + HELLO_HEX.substring(8) + "cafe")).containsExactly(HELLO.toString());
        assertThat(read("40000003" + "ff" + "0102")).containsExactly("bye OTHER");
    }

    @Test
    void bytesMayBeCutAnywhere() throws MalformedPacketException {
        byte[] all = HexFormat.of().parseHex("44" + HELLO_HEX + "2a000003616263" + "28000000" + "3200000400080000");
        List<String> whole = List.of(HELLO.toString(), "chunk 2 last 616263", "chunk 0 last ", "credit 2 524288");
        for (int cut = 0; cut <= all.length; cut++) {
            Noting sink = new Noting();
            FrameReader reader = FrameReader.ofDialler();
            reader.feed(all, cut, sink);
            reader.feed(Arrays.copyOfRange(all, cut, all.length), all.length - cut, sink);
            assertThat(sink.seen).isEqualTo(whole);
        }
        Noting sink = new Noting();
        FrameReader reader = FrameReader.ofDialler();
        for (byte each : all) {
            reader.feed(new byte[] {each}, 1, sink);
        }
        assertThat(sink.seen).isEqualTo(whole);
    }

    @ParameterizedTest
    @CsvSource({
        "00000000, UNEXPECTED_TYPE",
        "60000000, UNEXPECTED_TYPE",
        "f0000000, UNEXPECTED_TYPE",
        "27000001, MALFORMED",
        "20004001, OVERSIZED",
        "20ffffff, OVERSIZED",
        "11000080, MALFORMED",
        "18000080, MALFORMED",
        "10000020, MALFORMED",
        "10000401, OVERSIZED",
        "38000004, MALFORMED",
        "30000003, MALFORMED",
        "30000005, OVERSIZED",
        "42000001, MALFORMED",
        "40000000, MALFORMED",
        "40000101, OVERSIZED",
        "51000001, MALFORMED",
        "50000000, MALFORMED",
        "50000002, OVERSIZED",
        "5000000102, MALFORMED"
    })
    void anImpossibleHeadIsRefusedBeforeItsBody(String head, Rejection expected) {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> read(head))
                .satisfies(malformed -> assertThat(malformed.rejection()).isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "53574451, 53574450, another mark",
        "00, 01, no version",
        "80, 00, a negative session",
    })
    void aHelloThatCannotBeIsRefused(String bad, String good, String why) {
        int at = HELLO_HEX.indexOf(good, why.contains("session") ? 20 : 8);
        String damaged = HELLO_HEX.substring(0, at) + bad + HELLO_HEX.substring(at + good.length());

        assertThatExceptionOfType(MalformedPacketException.class).as(why).isThrownBy(() -> read(damaged));
    }

    @Test
    void textsOfAHelloAreStrict() {
        String head = HELLO_HEX.substring(0, 108);
        List.of(
                        "047368" + "6f70",
                        "0473686f70" + "00" + "00",
                        "04736800" + "70" + "0161" + "00",
                        "01ff" + "0161" + "00")
                .forEach(texts -> {
                    String body = head.substring(8) + texts;
                    String frame = String.format("%08x", 0x1000_0000 | body.length() / 2) + body;
                    assertThatExceptionOfType(MalformedPacketException.class).isThrownBy(() -> read(frame));
                });
    }

    @Test
    void aStreamWithoutTheMarkIsNone() {
        assertThatExceptionOfType(MalformedPacketException.class)
                .isThrownBy(() -> FrameReader.ofDialler().feed(HELLO.toFrame(), 1, new Noting()));
    }

    @Test
    void nothingIsReadForWhoeverHasClosed() throws MalformedPacketException {
        Noting sink = new Noting();
        sink.most = 1;

        feed(FrameReader.ofAcceptor(), "4000000107" + "2a000003616263", sink);

        assertThat(sink.seen).containsExactly("bye DRAINING");
    }

    private static List<String> read(String hex) throws MalformedPacketException {
        Noting sink = new Noting();
        feed(FrameReader.ofAcceptor(), hex, sink);
        return sink.seen;
    }

    private static void feed(FrameReader reader, String hex, Noting sink) throws MalformedPacketException {
        byte[] bytes = HexFormat.of().parseHex(hex);
        reader.feed(bytes, bytes.length, sink);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    /** Writes down what it is told. */
    private static final class Noting implements FrameReader.Sink {

        private final List<String> seen = new ArrayList<>();
        private final ByteArrayOutputStream part = new ByteArrayOutputStream();
        private @Nullable String chunk;
        private int most = Integer.MAX_VALUE;

        @Override
        public boolean isOpen() {
            return seen.size() < most;
        }

        @Override
        public void onHello(Hello hello) {
            seen.add(hello.toString());
        }

        @Override
        public void onChunk(int lane, boolean last, int length) {
            chunk = "chunk " + lane + (last ? " last " : " ");
        }

        @Override
        public void onChunkBytes(byte[] bytes, int from, int count) {
            part.write(bytes, from, count);
        }

        @Override
        public void onChunkEnd() {
            seen.add(chunk + hex(part.toByteArray()));
            part.reset();
        }

        @Override
        public void onCredit(int lane, long bytes) {
            seen.add("credit " + lane + " " + bytes);
        }

        @Override
        public void onEcho(boolean asks) {
            seen.add("echo " + asks);
        }

        @Override
        public void onBye(ByeReason reason) {
            seen.add("bye " + reason);
        }
    }
}

package dev.swarm.engine.wire.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.msgpack.core.MessageBufferPacker;
import org.msgpack.core.MessagePack;

/** Our msgpack against an independent library. */
class PackTest {

    private static final long SEED = 4;
    private static final int VALUES = 3_000;
    private static final int DEPTH_MAX = 3;
    private static final long[] EDGES = {
        0, 1, 31, 32, 127, 128, 255, 256, 32_767, 32_768, 65_535, 65_536, 0x7FFF_FFFFL, 0x8000_0000L, 0xFFFF_FFFFL
    };

    @Test
    void numbersAreWrittenInTheShortestUnsignedForm() throws IOException {
        for (long value : EDGES) {
            PackWriter writer = new PackWriter(1);
            writer.unsigned(value);
            MessageBufferPacker packer = packer();
            packer.packLong(value);

            assertThat(writer.toArray()).as("%d", value).isEqualTo(packer.toByteArray());
            assertThat(reader(writer).unsigned(value)).isEqualTo(value);
        }
    }

    @Test
    void numbersAreReadFromAnySignedForm() {
        for (long value : EDGES) {
            PackWriter writer = new PackWriter(1);
            writer.signed(value);

            assertThat(reader(writer).unsigned(Long.MAX_VALUE)).as("%d", value).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ünï", "日本", "🦇 gotham"})
    void textsAreWrittenAsRaw(String start) throws IOException {
        for (int repeat : new int[] {1, 3, 8, 31, 32, 300, 20_000}) {
            String text = start.repeat(repeat);
            PackWriter writer = new PackWriter(1);
            writer.text(text);
            MessageBufferPacker packer = packer();
            packer.packString(text);

            assertThat(writer.toArray()).isEqualTo(packer.toByteArray());
        }
    }

    @Test
    void aNumberThatDoesNotFitFailsTheReaderForGood() {
        PackWriter writer = new PackWriter(1);
        writer.unsigned(256);
        writer.unsigned(1);
        PackReader reader = reader(writer);

        assertThat(reader.unsigned(255)).isZero();
        assertThat(reader.failed()).isTrue();
        assertThat(reader.unsigned(255)).isZero();
        assertThat(reader.failed()).isTrue();
    }

    @Test
    void negativeNumbersDoNotFit() {
        for (byte[] negative :
                new byte[][] {{-1}, {(byte) 0xD0, -1}, {(byte) 0xD1, -1, 0}, {(byte) 0xD2, -1, 0, 0, 0}}) {
            PackReader reader = new PackReader();
            reader.over(negative, 0, negative.length);

            assertThat(reader.unsigned(Long.MAX_VALUE)).isZero();
            assertThat(reader.failed()).isTrue();
        }
    }

    @Test
    void everyKindOfValueIsPassedAtItsEnd() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = 0; i < VALUES; i++) {
            MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
            pack(packer, random, DEPTH_MAX);
            byte[] value = packer.toByteArray();
            packer.packLong(7);
            byte[] bytes = packer.toByteArray();
            PackReader reader = new PackReader();
            reader.over(bytes, 0, bytes.length);

            reader.skip();

            assertThat(reader.position()).as("seed %d, value %d", SEED, i).isEqualTo(value.length);
            assertThat(reader.unsigned(7)).isEqualTo(7);
        }
    }

    @Test
    void aScannerFindsTheSameEndByteByByte() throws IOException {
        SplittableRandom random = new SplittableRandom(SEED);
        ValueScanner scanner = new ValueScanner();
        for (int i = 0; i < VALUES; i++) {
            MessageBufferPacker packer = MessagePack.newDefaultBufferPacker();
            pack(packer, random, DEPTH_MAX);
            byte[] value = packer.toByteArray();
            scanner.start(value.length);
            int to = 0;
            while (to < value.length && scanner.advance(value, 0, to) == ValueScanner.Progress.PARTIAL) {
                to++;
            }

            assertThat(to).isEqualTo(value.length);
            assertThat(scanner.advance(value, 0, value.length)).isEqualTo(ValueScanner.Progress.WHOLE);
            assertThat(scanner.length()).as("seed %d, value %d", SEED, i).isEqualTo(value.length);
        }
    }

    @Test
    void aScannerRefusesAtTheHeaderWhatIsAnnouncedTooLong() {
        ValueScanner scanner = new ValueScanner();
        for (int tag : new int[] {0xC6, 0xC9, 0xDB, 0xDD, 0xDF}) {
            byte[] header = {(byte) tag, -1, -1, -1, -1, 0};
            scanner.start(1_000_000);

            assertThat(scanner.advance(header, 0, header.length)).isEqualTo(ValueScanner.Progress.OVERSIZED);
        }
    }

    private static void pack(MessageBufferPacker packer, SplittableRandom random, int depth) throws IOException {
        switch (random.nextInt(depth == 0 ? 8 : 10)) {
            case 0 -> packer.packNil();
            case 1 -> packer.packBoolean(random.nextBoolean());
            case 2 -> packer.packLong(random.nextLong() >> random.nextInt(64));
            case 3 -> packer.packDouble(random.nextDouble());
            case 4 -> packer.packFloat(0.5f);
            case 5 -> packer.packString("x".repeat(length(random, depth)));
            case 6 -> packBinary(packer, length(random, depth));
            case 7 -> packExtension(packer, length(random, depth));
            case 8 -> packArray(packer, random, depth - 1);
            default -> packMap(packer, random, depth - 1);
        }
    }

    /** Only outermost values are long, so that nested ones stay within a few kilobytes. */
    private static int length(SplittableRandom random, int depth) {
        return random.nextInt(1 << random.nextInt(depth == DEPTH_MAX ? 17 : 7));
    }

    private static void packBinary(MessageBufferPacker packer, int length) throws IOException {
        packer.packBinaryHeader(length);
        packer.writePayload(new byte[length]);
    }

    private static void packExtension(MessageBufferPacker packer, int length) throws IOException {
        packer.packExtensionTypeHeader((byte) 3, length);
        packer.writePayload(new byte[length]);
    }

    private static void packArray(MessageBufferPacker packer, SplittableRandom random, int depth) throws IOException {
        int size = random.nextInt(depth == DEPTH_MAX - 1 ? 40 : 5);
        packer.packArrayHeader(size);
        for (int i = 0; i < size; i++) {
            pack(packer, random, depth);
        }
    }

    private static void packMap(MessageBufferPacker packer, SplittableRandom random, int depth) throws IOException {
        int size = random.nextInt(depth == DEPTH_MAX - 1 ? 40 : 5);
        packer.packMapHeader(size);
        for (int i = 0; i < 2 * size; i++) {
            pack(packer, random, depth);
        }
    }

    private static MessageBufferPacker packer() {
        return new MessagePack.PackerConfig().withStr8FormatSupport(false).newBufferPacker();
    }

    private static PackReader reader(PackWriter writer) {
        byte[] bytes = writer.toArray();
        PackReader reader = new PackReader();
        reader.over(bytes, 0, bytes.length);
        return reader;
    }
}

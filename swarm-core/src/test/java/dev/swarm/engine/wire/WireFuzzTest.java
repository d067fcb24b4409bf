package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.engine.wire.format.BigEndian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A million datagrams and a hundred thousand streams, random or damaged packets of real peers: they are read or
 * refused, nothing else, and cost bounded memory. {@code -Dswarm.fuzz.seed=…} tries others,
 * {@code -Dswarm.fuzz.factor=…} that many times as many; a failure names its seed.
 */
class WireFuzzTest {

    private static final long SEED = Long.getLong("swarm.fuzz.seed", 20_260_101);
    private static final int FACTOR = Integer.getInteger("swarm.fuzz.factor", 1);
    private static final int PACKETS = 1_000_000 / Wires.values().length * FACTOR;
    private static final int STREAMS = 100_000 / Wires.values().length * FACTOR;
    private static final long PACKET_ALLOCATION_MAX = 256 * 1024;
    private static final long STREAM_ALLOCATION_MAX = 2 * 1024 * 1024;
    private static final int CRC_HEAD_BYTES = 5;

    @ParameterizedTest
    @EnumSource(Wires.class)
    void datagramsAreReadOrRefused(Wires wires) {
        SplittableRandom random = new SplittableRandom(SEED);
        Mutations mutations = new Mutations(random, packetCorpus());
        PacketCodec codec = new PacketCodec(wires.settings(false));
        int read = 0;
        for (int i = 0; i < PACKETS; i++) {
            byte[] packet = random.nextInt(8) == 0 ? mutations.next() : disguised(codec, mutations, random);
            read += openBounded(codec, packet, i) ? 1 : 0;
        }
        assertThat(read).as("datagrams that got through, of %d", PACKETS).isGreaterThan(PACKETS / 20);
    }

    @ParameterizedTest
    @EnumSource(Wires.class)
    void streamsAreReadOrRefused(Wires wires) {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> corpus = new ArrayList<>();
        GoldenVector.streams().forEach(vector -> corpus.add(vector.text()));
        Mutations mutations = new Mutations(random, corpus);
        StreamCodec codec = new StreamCodec(wires.settings(false));
        int read = 0;
        for (int i = 0; i < STREAMS; i++) {
            byte[] text = mutations.next();
            if (random.nextInt(4) == 0) {
                text = Compression.wrap(text, text.length).toArray();
            }
            byte[] stream = wrapped(wires, text);
            byte[] bytes = random.nextInt(8) == 0 ? mutations.damage(stream) : stream;
            read += feedBounded(codec.decoder(random.nextInt(4) > 0), Cuts.random(bytes, random), i) ? 1 : 0;
        }
        assertThat(read).as("streams that got through, of %d", STREAMS).isGreaterThan(STREAMS / 100);
    }

    /** The largest datagrams there can be, as the worst that can be thought of. */
    @Test
    void theLargestDatagramsCostBoundedMemory() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<byte[]> corpus = packetCorpus();
        Mutations mutations = new Mutations(random, corpus);
        PacketCodec codec = new PacketCodec(Wires.PLAIN.settings(false));
        for (int i = 0; i < 500; i++) {
            CompoundBuilder builder = new CompoundBuilder(65_507);
            for (int tries = 0; tries < 2_000; tries++) {
                byte[] part = corpus.get(random.nextInt(corpus.size()));
                builder.add(
                        random.nextBoolean()
                                ? part
                                : Compression.wrap(part, part.length).toArray());
            }
            byte[] packet = mutations.damage(builder.build());
            long bytes = Allocation.bytesOf(() -> codec.open(packet));
            assertThat(bytes).as("seed %d, packet %d", SEED, i).isLessThan(2_000_000);
        }
    }

    private static boolean openBounded(PacketCodec codec, byte[] packet, int index) {
        long before = Allocation.bytesSoFar();
        boolean isRead = false;
        try {
            isRead = !codec.open(packet).messages().isEmpty();
        } catch (MalformedPacketException e) {
            assertThat(e.rejection()).isNotNull();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(replay(index, List.of(packet)), e);
        }
        if (Allocation.bytesSoFar() - before > PACKET_ALLOCATION_MAX) {
            throw new AssertionError("Too much memory; " + replay(index, List.of(packet)));
        }
        return isRead;
    }

    private static boolean feedBounded(StreamDecoder decoder, List<byte[]> chunks, int index) {
        long before = Allocation.bytesSoFar();
        boolean isRead = false;
        try {
            isRead = Cuts.feed(decoder, chunks) != null;
        } catch (MalformedPacketException e) {
            assertThat(e.rejection()).isNotNull();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(replay(index, chunks), e);
        }
        if (Allocation.bytesSoFar() - before > STREAM_ALLOCATION_MAX) {
            throw new AssertionError("Too much memory; " + replay(index, chunks));
        }
        return isRead;
    }

    private static String replay(int index, List<byte[]> chunks) {
        StringBuilder text = new StringBuilder("swarm.fuzz.seed=" + SEED + ", number " + index + ":");
        chunks.forEach(chunk -> text.append(' ').append(HexFormat.of().formatHex(chunk)));
        return text.toString();
    }

    /** Damage inside the wrapping goes deeper than damage to it. */
    private static byte[] disguised(PacketCodec codec, Mutations mutations, SplittableRandom random) {
        byte[] text = mutations.next();
        if (text.length > 0 && random.nextInt(8) == 0) {
            text = Compression.wrap(text, text.length).toArray();
        }
        byte[] packet = codec.seal(text, random.nextInt(4) == 0);
        return random.nextInt(8) == 0 ? mutations.damage(packet) : packet;
    }

    private static List<byte[]> packetCorpus() {
        List<byte[]> corpus = new ArrayList<>();
        for (GoldenVector vector : GoldenVector.packets()) {
            byte[] text = vector.text();
            corpus.add(text);
            if (text[0] == MessageType.CRC) {
                corpus.add(Arrays.copyOfRange(text, CRC_HEAD_BYTES, text.length));
            }
        }
        return corpus;
    }

    private static byte[] wrapped(Wires wires, byte[] text) {
        WireSettings settings = wires.settings(false);
        Label label = new Label(settings.label());
        GossipCipher cipher = new GossipCipher(label.name(), settings);
        int head = label.headerLength();
        int block = head + (cipher.isOff() ? 0 : StreamCodec.FRAME_HEAD_BYTES);
        byte[] stream = new byte[block + text.length + (cipher.isOff() ? 0 : GossipCipher.OVERHEAD_BYTES)];
        label.writeTo(stream);
        System.arraycopy(text, 0, stream, block + (cipher.isOff() ? 0 : GossipCipher.HEAD_BYTES), text.length);
        if (!cipher.isOff()) {
            stream[head] = MessageType.ENCRYPT;
            BigEndian.write(stream, head + 1, 4, stream.length - block);
            cipher.seal(stream, block, text.length, StreamCodec.FRAME_HEAD_BYTES);
        }
        return stream;
    }
}

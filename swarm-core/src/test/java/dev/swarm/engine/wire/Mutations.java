package dev.swarm.engine.wire;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Damages good bytes in the ways that find bugs in readers. */
final class Mutations {

    /** Tags, types and lengths at the edges. */
    private static final byte[] SHARP = HexFormat.of()
            .parseHex("0001070809 0a0c0d7f8081 8f909fa0a1bfc0c1c2c3c4c5c6c7c9".replace(" ", "")
                    + "cbcccdcecfd0d3d4d8d9dadbdcdddedff0f4fffe");

    private static final int RANDOM_MAX = 200;
    private static final int CHANGES_MAX = 4;

    private final SplittableRandom random;
    private final List<byte[]> corpus;

    Mutations(SplittableRandom random, List<byte[]> corpus) {
        this.random = random;
        this.corpus = corpus;
    }

    /** Returns damaged, cut, spliced or wholly random bytes. */
    byte[] next() {
        return switch (random.nextInt(8)) {
            case 0 -> randomBytes();
            case 1 -> Arrays.copyOf(pick(), random.nextInt(pick().length + 1));
            case 2 -> splice(pick(), pick());
            default -> damage(pick());
        };
    }

    /** Returns the bytes with some changes. */
    byte[] damage(byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(CHANGES_MAX); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = remove(bytes, at, 1 + random.nextInt(4));
                case 3 -> bytes = insert(bytes, at, SHARP[random.nextInt(SHARP.length)]);
                default -> bytes[at] = SHARP[random.nextInt(SHARP.length)];
            }
        }
        return bytes;
    }

    private byte[] pick() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[random.nextInt(RANDOM_MAX)];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] splice(byte[] start, byte[] end) {
        byte[] head = Arrays.copyOf(start, random.nextInt(start.length + 1));
        int from = random.nextInt(end.length + 1);
        byte[] bytes = Arrays.copyOf(head, head.length + end.length - from);
        System.arraycopy(end, from, bytes, head.length, end.length - from);
        return bytes;
    }

    private static byte[] remove(byte[] bytes, int at, int count) {
        int to = Math.min(bytes.length, at + count);
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - (to - at));
        System.arraycopy(bytes, to, shorter, at, bytes.length - to);
        return shorter;
    }

    private static byte[] insert(byte[] bytes, int at, byte value) {
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
        longer[at] = value;
        return longer;
    }
}

package dev.swarm.engine.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Ways to cut a stream into chunks. */
final class Cuts {

    private Cuts() {}

    static List<byte[]> equal(byte[] stream, int size) {
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < stream.length; at += size) {
            chunks.add(Arrays.copyOfRange(stream, at, Math.min(stream.length, at + size)));
        }
        return chunks;
    }

    static List<byte[]> random(byte[] stream, SplittableRandom random) {
        List<byte[]> chunks = new ArrayList<>();
        for (int at = 0; at < stream.length; ) {
            int to = Math.min(stream.length, at + random.nextInt(1 + random.nextInt(64)));
            chunks.add(Arrays.copyOfRange(stream, at, to));
            at = to;
        }
        return chunks;
    }

    /** Feeds all chunks; returns the message, or {@code null} if it never got whole. */
    static @Nullable StreamMessage feed(StreamDecoder decoder, List<byte[]> chunks) throws MalformedPacketException {
        StreamMessage message = null;
        for (byte[] chunk : chunks) {
            StreamMessage next = decoder.feed(chunk);
            message = message == null ? next : message;
        }
        return message;
    }
}

package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.BigEndian;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the text of a datagram apart: compounds and compressed messages, in any order and to a bounded depth, down to a
 * flat list of messages. A part that is bad is noted and does not harm its siblings.
 *
 * <p>One packet gives at most {@link #PARTS_MAX} parts and {@link #INFLATED_BYTES_MAX} decompressed bytes; what goes
 * beyond is dropped as oversized.
 */
final class Unpacker {

    /** Peers send at most 255 parts; twice nested, that is more than enough. */
    static final int PARTS_MAX = 1024;

    /** Peers nest at most a compound in a compressed message. */
    static final int DEPTH_MAX = 8;

    /** All of a packet's compressed messages together; no datagram is longer. */
    static final int INFLATED_BYTES_MAX = 65_536;

    private static final int COMPOUND_HEAD_BYTES = 2;
    private static final int LENGTH_BYTES = 2;

    private final MessageDecoder decoder = new MessageDecoder();
    private final Body compressed = new Body();
    private final List<Message> messages = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private int partsLeft;
    private int inflatedBytesLeft;

    PacketCodec.Opened unpack(byte[] text, int from) {
        messages.clear();
        rejections.clear();
        partsLeft = PARTS_MAX;
        inflatedBytesLeft = INFLATED_BYTES_MAX;
        part(text, from, text.length, 0);
        return new PacketCodec.Opened(messages, rejections);
    }

    private void part(byte[] bytes, int from, int to, int depth) {
        if (from == to) {
            reject(Rejection.MALFORMED);
            return;
        }
        int type = bytes[from] & 0xFF;
        boolean isWrapper = type == MessageType.COMPOUND || type == MessageType.COMPRESS;
        if (isWrapper && depth == DEPTH_MAX) {
            reject(Rejection.OVERSIZED);
        } else if (type == MessageType.COMPOUND) {
            compound(bytes, from, to, depth + 1);
        } else if (type == MessageType.COMPRESS) {
            compressed(bytes, from + 1, to, depth + 1);
        } else {
            Message message = decoder.decode(type, bytes, from + 1, to);
            if (message == null) {
                reject(decoder.rejection());
            } else {
                messages.add(message);
            }
        }
    }

    /** If the tail is cut off, the whole parts before it still count, as with other peers. */
    private void compound(byte[] bytes, int from, int to, int depth) {
        int count = to - from < COMPOUND_HEAD_BYTES ? 0 : bytes[from + 1] & 0xFF;
        int lengthAt = from + COMPOUND_HEAD_BYTES;
        int at = lengthAt + LENGTH_BYTES * count;
        if (at > to) {
            reject(Rejection.MALFORMED);
            return;
        }
        for (int i = 0; i < count; i++) {
            int length = (int) BigEndian.read(bytes, lengthAt + LENGTH_BYTES * i, LENGTH_BYTES);
            if (length > to - at) {
                reject(Rejection.MALFORMED);
                return;
            }
            if (partsLeft == 0) {
                reject(Rejection.OVERSIZED);
                return;
            }
            partsLeft--;
            part(bytes, at, at + length, depth);
            at += length;
        }
    }

    private void compressed(byte[] bytes, int from, int to, int depth) {
        byte[] inflated = Compression.unwrap(compressed, bytes, from, to, inflatedBytesLeft);
        if (compressed.rejection() != null) {
            reject(compressed.rejection());
            return;
        }
        inflatedBytesLeft -= inflated.length;
        part(inflated, 0, inflated.length, depth);
    }

    private void reject(@Nullable Rejection reason) {
        rejections.add(reason == null ? Rejection.MALFORMED : reason);
    }
}

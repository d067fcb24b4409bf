package dev.swarm.engine.wire;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Messages among nodes of ours, carried as user data that other memberlist programs never get: two magic bytes, a kind,
 * then names (one length byte, UTF-8) and numbers (four bytes, big-endian). Unknown kinds are ignored, so that newer
 * nodes may say more.
 */
public sealed interface Fellow {

    /**
     * Opens a link: who dials.
     *
     * @param from the node that says so
     */
    record Hello(NodeId from) implements Fellow {}

    /**
     * A member's host says that its process is gone, and the member itself says nothing.
     *
     * @param node whom it is about
     * @param incarnation at which number
     * @param from the witness
     */
    record Gone(NodeId node, Incarnation incarnation, NodeId from) implements Fellow {}

    /** Returns the message as user data. */
    default Message.UserData toUserData() {
        return new Message.UserData(Bytes.owning(Layout.write(this)));
    }

    /** Reads user data; {@code null} if it is not of ours, of an unknown kind, or malformed. */
    static @Nullable Fellow of(Message.UserData data) {
        return Layout.read(ByteBuffer.wrap(data.content().toArray()));
    }

    /** The bytes. */
    final class Layout {

        private static final byte MAGIC_1 = 'S';
        private static final byte MAGIC_2 = 'W';
        private static final byte HELLO = 1;
        private static final byte GONE = 2;
        private static final int MAX_BYTES = 3 + 2 * (1 + NodeId.MAX_BYTES) + Integer.BYTES;

        private Layout() {}

        private static byte[] write(Fellow message) {
            ByteBuffer out = ByteBuffer.allocate(MAX_BYTES).put(MAGIC_1).put(MAGIC_2);
            if (message instanceof Gone gone) {
                putName(out.put(GONE), gone.node());
                putName(out.putInt((int) gone.incarnation().value()), gone.from());
            } else if (message instanceof Hello hello) {
                putName(out.put(HELLO), hello.from());
            }
            byte[] bytes = new byte[out.position()];
            out.flip().get(bytes);
            return bytes;
        }

        private static @Nullable Fellow read(ByteBuffer in) {
            if (in.remaining() < 3 || in.get() != MAGIC_1 || in.get() != MAGIC_2) {
                return null;
            }
            byte kind = in.get();
            NodeId first = name(in);
            if (first == null || kind == HELLO) {
                return first == null ? null : new Hello(first);
            }
            if (kind != GONE || in.remaining() < Integer.BYTES) {
                return null;
            }
            Incarnation incarnation = new Incarnation(Integer.toUnsignedLong(in.getInt()));
            NodeId from = name(in);
            return from == null ? null : new Gone(first, incarnation, from);
        }

        private static void putName(ByteBuffer out, NodeId id) {
            byte[] name = id.name().getBytes(StandardCharsets.UTF_8);
            out.put((byte) name.length).put(name);
        }

        private static @Nullable NodeId name(ByteBuffer in) {
            int length = in.hasRemaining() ? in.get() & 0xFF : 0;
            if (length == 0 || in.remaining() < length) {
                return null;
            }
            ByteBuffer utf8 = in.slice(in.position(), length);
            in.position(in.position() + length);
            try {
                CharBuffer text = StandardCharsets.UTF_8.newDecoder().decode(utf8);
                return NodeId.of(text.toString());
            } catch (CharacterCodingException | IllegalArgumentException notAName) {
                return null;
            }
        }
    }
}

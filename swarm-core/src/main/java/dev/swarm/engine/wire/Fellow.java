package dev.swarm.engine.wire;

import dev.swarm.api.Incarnation;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeId;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Messages among nodes of ours, carried as user data that other memberlist programs never get: two magic bytes, a kind,
 * then names (one length byte, UTF-8) and numbers (big-endian). Unknown kinds are ignored, so that newer
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

    /**
     * What a node thinks of the link to the one that it tells.
     *
     * @param from who thinks so
     * @param quality by its own measurements alone
     * @param validMillis for how long that is worth something, unless it says something else before
     */
    record Judgement(NodeId from, LinkQuality quality, int validMillis) implements Fellow {}

    /**
     * Where a third node is in the network, as the sender heard from it. Numbers travel with single precision.
     *
     * @param node whom it is about
     * @param coordinate where it is
     */
    record Place(NodeId node, Coordinate coordinate) implements Fellow {}

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
        private static final byte JUDGEMENT = 3;
        private static final byte PLACE = 4;
        private static final int PLACE_BYTES = (Coordinate.DIMENSIONS + 3) * Float.BYTES;
        private static final int MAX_BYTES = 3 + 2 * (1 + NodeId.MAX_BYTES) + PLACE_BYTES;

        /** Qualities by their numbers on the wire. */
        private static final List<LinkQuality> QUALITIES = List.of(LinkQuality.values());

        private Layout() {}

        private static byte[] write(Fellow message) {
            ByteBuffer out = ByteBuffer.allocate(MAX_BYTES).put(MAGIC_1).put(MAGIC_2);
            if (message instanceof Gone gone) {
                putName(out.put(GONE), gone.node());
                putName(out.putInt((int) gone.incarnation().value()), gone.from());
            } else if (message instanceof Hello hello) {
                putName(out.put(HELLO), hello.from());
            } else if (message instanceof Judgement judgement) {
                putName(out.put(JUDGEMENT), judgement.from());
                out.put((byte) QUALITIES.indexOf(judgement.quality())).putInt(judgement.validMillis());
            } else if (message instanceof Place place) {
                putName(out.put(PLACE), place.node());
                putCoordinate(out, place.coordinate());
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
            if (first == null) {
                return null;
            }
            return switch (kind) {
                case HELLO -> new Hello(first);
                case GONE -> gone(in, first);
                case JUDGEMENT -> judgement(in, first);
                case PLACE -> place(in, first);
                default -> null;
            };
        }

        private static @Nullable Fellow gone(ByteBuffer in, NodeId node) {
            if (in.remaining() < Integer.BYTES) {
                return null;
            }
            Incarnation incarnation = new Incarnation(Integer.toUnsignedLong(in.getInt()));
            NodeId from = name(in);
            return from == null ? null : new Gone(node, incarnation, from);
        }

        private static @Nullable Fellow judgement(ByteBuffer in, NodeId from) {
            int quality = in.remaining() < 1 + Integer.BYTES ? -1 : in.get();
            if (quality < 0 || quality >= QUALITIES.size()) {
                return null;
            }
            return new Judgement(from, QUALITIES.get(quality), Math.max(0, in.getInt()));
        }

        private static @Nullable Fellow place(ByteBuffer in, NodeId node) {
            if (in.remaining() < PLACE_BYTES) {
                return null;
            }
            double[] point = new double[Coordinate.DIMENSIONS];
            for (int i = 0; i < point.length; i++) {
                point[i] = in.getFloat();
            }
            double error = in.getFloat();
            double adjustment = in.getFloat();
            double height = in.getFloat();
            return Coordinate.isSound(point, error, adjustment, height)
                    ? new Place(node, Coordinate.of(point, error, adjustment, height))
                    : null;
        }

        private static void putCoordinate(ByteBuffer out, Coordinate coordinate) {
            for (int i = 0; i < Coordinate.DIMENSIONS; i++) {
                out.putFloat((float) coordinate.axis(i));
            }
            out.putFloat((float) coordinate.error());
            out.putFloat((float) coordinate.adjustment());
            out.putFloat((float) coordinate.height());
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

package dev.swarm.engine.wire;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a link, a standing connection between two nodes of ours. Each side says hello once: the byte {@link
 * #FIRST}, two bytes of length (big-endian), then a packet as in datagrams, so that label and key are checked as
 * there. Before an orderly close goes the byte {@link #BYE}. No stream of memberlist begins with either, nor does a
 * TLS hello.
 */
public final class LinkCodec {

    /** First byte of a link. */
    public static final byte FIRST = 'S';

    /** Says that the close which follows is meant. */
    public static final byte BYE = 'E';

    /** Most bytes of the packet in a hello. */
    static final int MAX_HELLO_BYTES = 1_024;

    private static final int HEADER_BYTES = 1 + Short.BYTES;

    private final PacketCodec packets;

    /** Makes one that seals and opens as datagrams are. */
    public LinkCodec(PacketCodec packets) {
        this.packets = packets;
    }

    /** Returns the hello of a node. */
    public byte[] hello(NodeId self) {
        byte[] packet = packets.seal(MessageEncoder.encode(new Fellow.Hello(self).toUserData()), false);
        return ByteBuffer.allocate(HEADER_BYTES + packet.length)
                .put(FIRST)
                .putShort((short) packet.length)
                .put(packet)
                .array();
    }

    /** Returns the bytes of an orderly end. */
    public static byte[] bye() {
        return new byte[] {BYE};
    }

    /** Returns a reader for one direction of one link. */
    public Reader reader() {
        return new Reader(packets);
    }

    /** What a link brought. */
    public sealed interface Signal {

        /**
         * The other side said who it is.
         *
         * @param from its name
         */
        record Hello(NodeId from) implements Signal {}

        /** The other side means to close. */
        record Bye() implements Signal {}
    }

    /** Reads one direction of a link from chunks cut anywhere; keeps at most one hello. */
    public static final class Reader {

        private final PacketCodec packets;
        private byte[] kept = new byte[0];

        private Reader(PacketCodec packets) {
            this.packets = packets;
        }

        /**
         * Takes the next bytes; returns what they completed, {@code null} if nothing yet.
         *
         * @throws MalformedPacketException if they are none of a link, or of another cluster
         */
        public @Nullable Signal feed(byte[] chunk) throws MalformedPacketException {
            if (kept.length + chunk.length > HEADER_BYTES + MAX_HELLO_BYTES + 1) {
                throw new MalformedPacketException(Rejection.OVERSIZED, "a link says more than hello");
            }
            int before = kept.length;
            kept = Arrays.copyOf(kept, before + chunk.length);
            System.arraycopy(chunk, 0, kept, before, chunk.length);
            ByteBuffer in = ByteBuffer.wrap(kept);
            Signal signal = in.hasRemaining() ? next(in) : null;
            if (signal != null) {
                kept = Arrays.copyOfRange(kept, in.position(), kept.length);
                boolean byeFollows = kept.length > 0 && kept[0] == BYE;
                return byeFollows ? new Signal.Bye() : signal;
            }
            return null;
        }

        private @Nullable Signal next(ByteBuffer in) throws MalformedPacketException {
            byte first = in.get();
            if (first == BYE) {
                return new Signal.Bye();
            }
            if (first != FIRST) {
                throw new MalformedPacketException(Rejection.UNEXPECTED_TYPE, "not a link");
            }
            if (in.remaining() < Short.BYTES) {
                return null;
            }
            int length = in.getShort() & 0xFFFF;
            if (length > MAX_HELLO_BYTES) {
                throw new MalformedPacketException(Rejection.OVERSIZED, "hello of " + length + " bytes");
            }
            if (in.remaining() < length) {
                return null;
            }
            byte[] packet = new byte[length];
            in.get(packet);
            return hello(packets.open(packet));
        }

        private static Signal hello(PacketCodec.Opened opened) throws MalformedPacketException {
            for (Message message : opened.messages()) {
                if (message instanceof Message.UserData data && Fellow.of(data) instanceof Fellow.Hello hello) {
                    return new Signal.Hello(hello.from());
                }
            }
            throw new MalformedPacketException(Rejection.MALFORMED, "a link without a hello");
        }
    }
}

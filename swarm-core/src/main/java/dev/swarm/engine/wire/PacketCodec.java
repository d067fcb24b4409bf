package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.BigEndian;
import dev.swarm.engine.wire.format.ValueScanner;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Wraps and unwraps datagrams (specification section 6). From the inside out: one message or a compound, compression,
 * checksum, encryption, label.
 *
 * <p>One for each node, used by one thread at a time.
 */
public final class PacketCodec {

    private static final int CRC_BYTES = 4;
    private static final int CRC_HEAD_BYTES = 1 + CRC_BYTES;
    private static final Opened NOTHING = new Opened(List.of(), List.of());

    private final boolean compress;
    private final Label label;
    private final GossipCipher cipher;
    private final Unpacker unpacker = new Unpacker();
    private final CRC32 crc = new CRC32();

    /** Makes a codec for the packets of one node. */
    public PacketCodec(WireSettings settings) {
        compress = settings.compress();
        label = new Label(settings.label());
        cipher = new GossipCipher(label.name(), settings);
    }

    /** Takes another ring of keys from now on. */
    public void rotate(Keyring keyring) {
        cipher.rotate(keyring);
    }

    /**
     * Unwraps one datagram.
     *
     * @param packet all its bytes; not kept. None at all are no error and hold nothing
     * @throws MalformedPacketException if the packet as a whole is refused: {@code FOREIGN_CLUSTER}, {@code
     *     WRONG_KEY} or
     *     {@code CHECKSUM}. Whatever is wrong with single messages is listed in the result instead
     */
    public Opened open(byte[] packet) throws MalformedPacketException {
        if (packet.length == 0) {
            return NOTHING;
        }
        int from = label.headerLength();
        if (packet.length < from || !label.fits(packet, 0, packet.length)) {
            throw new MalformedPacketException(Rejection.FOREIGN_CLUSTER, "Not the label of this cluster");
        }
        if (cipher.isOff()) {
            return openText(packet, from);
        }
        return openText(cipher.open(packet, from, packet.length, 0), 0);
    }

    /**
     * Wraps one message or compound for sending.
     *
     * @param plain from {@link MessageEncoder} or {@link CompoundBuilder}; not changed
     * @param checksum whether to add a checksum: for receivers whose record says that they speak protocol 5
     * @return a new array, at most {@link #overhead()} bytes longer
     */
    public byte[] seal(byte[] plain, boolean checksum) {
        byte[] text = compress ? Compression.shorten(plain) : plain;
        int crcHead = checksum ? CRC_HEAD_BYTES : 0;
        int head = label.headerLength() + (cipher.isOff() ? 0 : GossipCipher.HEAD_BYTES);
        byte[] packet = new byte[label.headerLength() + cipherOverhead() + crcHead + text.length];
        label.writeTo(packet);
        if (checksum) {
            packet[head] = MessageType.CRC;
            BigEndian.write(packet, head + 1, CRC_BYTES, crcOf(text, 0));
        }
        System.arraycopy(text, 0, packet, head + crcHead, text.length);
        if (!cipher.isOff()) {
            cipher.seal(packet, label.headerLength(), crcHead + text.length, 0);
        }
        return packet;
    }

    /** Returns the most bytes that {@link #seal} adds: label, encryption and checksum. Changes with the keys. */
    public int overhead() {
        return label.headerLength() + cipherOverhead() + CRC_HEAD_BYTES;
    }

    private int cipherOverhead() {
        return cipher.isOff() ? 0 : GossipCipher.OVERHEAD_BYTES;
    }

    private Opened openText(byte[] text, int start) throws MalformedPacketException {
        int from = start;
        if (from < text.length && text[from] == MessageType.CRC) {
            from += CRC_HEAD_BYTES;
            if (from > text.length || crcOf(text, from) != BigEndian.read(text, start + 1, CRC_BYTES)) {
                throw new MalformedPacketException(Rejection.CHECKSUM, "The checksum does not fit");
            }
        }
        if (cipher.isOff() && looksEncrypted(text, from)) {
            throw new MalformedPacketException(Rejection.WRONG_KEY, "Encrypted, and there is no key");
        }
        return unpacker.unpack(text, from);
    }

    /**
     * Encrypted blocks begin with 0 or 1, as pings do; but after that they have random bytes where pings have a map
     * whose first key is a text. Only a better reason for the counters: either way the packet is dropped.
     */
    private static boolean looksEncrypted(byte[] text, int from) {
        int length = text.length - from;
        if (length < GossipCipher.OVERHEAD_BYTES || (text[from] != MessageType.PING && text[from] != 1)) {
            return false;
        }
        return !ValueScanner.mayBeRecord(text, from + 1);
    }

    private long crcOf(byte[] bytes, int from) {
        crc.reset();
        crc.update(bytes, from, bytes.length - from);
        return crc.getValue();
    }

    /**
     * What a datagram held.
     *
     * @param messages the good messages, in order
     * @param rejections one reason for each part that was dropped
     */
    public record Opened(List<Message> messages, List<Rejection> rejections) {

        /** Takes unmodifiable copies. */
        public Opened {
            messages = List.copyOf(messages);
            rejections = List.copyOf(rejections);
        }
    }
}

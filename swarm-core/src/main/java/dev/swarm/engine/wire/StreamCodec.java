package dev.swarm.engine.wire;

import dev.swarm.engine.wire.format.BigEndian;
import dev.swarm.engine.wire.format.PackWriter;

/**
 * Wraps and unwraps the messages of short streams (specification section 7): one message in each direction. From the
 * inside out: message, compression, encrypted frame, label; the label only in front of what the initiator sends.
 *
 * <p>One for each node, used by one thread at a time, together with the decoders it makes.
 */
public final class StreamCodec {

    /** Type byte and length, which encryption authenticates. */
    static final int FRAME_HEAD_BYTES = 5;

    private final boolean compress;
    private final boolean signedNumbers;
    private final Label label;
    private final GossipCipher cipher;

    /** Makes a codec for the streams of one node. */
    public StreamCodec(WireSettings settings) {
        this(settings, false);
    }

    /** Makes one that writes header numbers as peers with go-msgpack v2 do, if wanted (section 4.3). */
    StreamCodec(WireSettings settings, boolean signedNumbers) {
        this.compress = settings.compress();
        this.signedNumbers = signedNumbers;
        this.label = new Label(settings.label());
        this.cipher = new GossipCipher(label.name(), settings);
    }

    /** Takes another ring of keys from now on, also in decoders at work. */
    public void rotate(Keyring keyring) {
        cipher.rotate(keyring);
    }

    /**
     * Returns all bytes of one direction of a stream.
     *
     * @param message what to say
     * @param initiator whether this node dialled the stream
     * @throws IllegalArgumentException if peers would refuse the message for its size (section 13)
     */
    public byte[] encode(StreamMessage message, boolean initiator) {
        PackWriter text = StreamWriter.write(message, signedNumbers);
        checkBound("A message", text.length(), StreamBounds.PLAIN_BYTES);
        if (compress) {
            text = Compression.wrap(text.buffer(), text.length());
        }
        int head = initiator ? label.headerLength() : 0;
        byte[] stream = cipher.isOff() ? new byte[head + text.length()] : frame(text, head);
        if (initiator) {
            label.writeTo(stream);
        }
        if (cipher.isOff()) {
            text.copyTo(stream, head);
        }
        return stream;
    }

    /**
     * Returns a decoder for one direction of a stream.
     *
     * @param fromInitiator whether the bytes come from the node that dialled
     */
    public StreamDecoder decoder(boolean fromInitiator) {
        return new StreamDecoder(label, cipher, fromInitiator);
    }

    private byte[] frame(PackWriter text, int head) {
        int blockLength = GossipCipher.OVERHEAD_BYTES + text.length();
        checkBound("An encrypted message", blockLength, StreamBounds.FRAME_BYTES);
        int block = head + FRAME_HEAD_BYTES;
        byte[] stream = new byte[block + blockLength];
        stream[head] = MessageType.ENCRYPT;
        BigEndian.write(stream, head + 1, FRAME_HEAD_BYTES - 1, blockLength);
        text.copyTo(stream, block + GossipCipher.HEAD_BYTES);
        cipher.seal(stream, block, text.length(), FRAME_HEAD_BYTES);
        return stream;
    }

    private static void checkBound(String what, int length, int bound) {
        if (length > bound) {
            throw new IllegalArgumentException(
                    what + " on a stream may have at most " + bound + " bytes, but this one has " + length);
        }
    }
}

package dev.swarm.engine.wire;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.format.BigEndian;
import dev.swarm.engine.wire.format.ValueScanner;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads one message from a stream, from chunks cut anywhere; made by {@link StreamCodec#decoder}. Undoes label,
 * encrypted frame and compression, and leaves the message inside to a {@link PlainStream}.
 *
 * <p>Each byte is looked at once. A bound is applied to what is announced, before anything is set aside for it; memory
 * grows only with bytes that came. Used by the thread of its codec.
 */
public final class StreamDecoder {

    private enum Stage {
        LABEL,
        WRAPPER,
        FRAME,
        COMPRESSED,
        PLAIN,
        FINISHED
    }

    private final Label label;
    private final GossipCipher cipher;
    private final boolean fromInitiator;
    private final ValueScanner scanner = new ValueScanner();
    private ChunkBuffer in = new ChunkBuffer();
    private PlainStream plain;
    private Stage stage;
    private long receivedBytes;

    StreamDecoder(Label label, GossipCipher cipher, boolean fromInitiator) {
        this.label = label;
        this.cipher = cipher;
        this.fromInitiator = fromInitiator;
        this.stage = fromInitiator ? Stage.LABEL : Stage.WRAPPER;
        this.plain = new PlainStream(fromInitiator, StreamBounds.RECORDS);
    }

    /**
     * Takes the next bytes.
     *
     * @param chunk not kept
     * @return the message once it is whole, {@code null} before; bytes after it are ignored and answered with {@code
     *     null}
     * @throws MalformedPacketException if the stream is refused; further bytes are ignored
     */
    public @Nullable StreamMessage feed(byte[] chunk) throws MalformedPacketException {
        if (stage == Stage.FINISHED) {
            return null;
        }
        boolean goesOn = false;
        try {
            receivedBytes += chunk.length;
            in.append(chunk);
            StreamMessage message = advance();
            goesOn = message == null;
            return message;
        } finally {
            if (!goesOn) {
                stage = Stage.FINISHED;
                in = new ChunkBuffer();
            }
        }
    }

    /** Returns one reason for each member record that was skipped so far, in order. */
    public List<Rejection> rejections() {
        return plain.rejections();
    }

    private @Nullable StreamMessage advance() throws MalformedPacketException {
        if (stage == Stage.LABEL) {
            passLabel();
        }
        if (stage == Stage.WRAPPER && in.length() > 0) {
            stage = wrapper(in.first());
        }
        return switch (stage) {
            case LABEL, WRAPPER, FINISHED -> null;
            case FRAME -> frame();
            case COMPRESSED -> compressed();
            case PLAIN -> plain();
        };
    }

    private @Nullable StreamMessage plain() throws MalformedPacketException {
        checkBound(receivedBytes, StreamBounds.PLAIN_BYTES, "plain stream");
        return plain.advance(in);
    }

    private void passLabel() throws MalformedPacketException {
        if (!label.fits(in.array(), in.from(), in.to())) {
            throw new MalformedPacketException(Rejection.FOREIGN_CLUSTER, "Not the label of this cluster");
        }
        if (in.length() >= label.headerLength()) {
            in.drop(label.headerLength());
            stage = Stage.WRAPPER;
        }
    }

    private Stage wrapper(int type) throws MalformedPacketException {
        if (cipher.isOff() == (type == MessageType.ENCRYPT)) {
            throw new MalformedPacketException(
                    Rejection.WRONG_KEY, cipher.isOff() ? "Encrypted, and there is no key" : "Not encrypted");
        }
        if (type == MessageType.COMPRESS) {
            in.drop(1);
            scanner.start(StreamBounds.PLAIN_BYTES);
            return Stage.COMPRESSED;
        }
        return type == MessageType.ENCRYPT ? Stage.FRAME : Stage.PLAIN;
    }

    private @Nullable StreamMessage frame() throws MalformedPacketException {
        int head = StreamCodec.FRAME_HEAD_BYTES;
        if (in.length() < head) {
            return null;
        }
        long length = BigEndian.read(in.array(), in.from() + 1, head - 1);
        checkBound(length, StreamBounds.FRAME_BYTES, "encrypted frame");
        if (in.length() < head + length) {
            return null;
        }
        int block = in.from() + head;
        byte[] text = cipher.open(in.array(), block, block + (int) length, head);
        in = new ChunkBuffer();
        if (text.length > 0 && text[0] == MessageType.COMPRESS) {
            return inflate(text, 1, text.length);
        }
        return readWhole(text, StreamBounds.RECORDS);
    }

    private @Nullable StreamMessage compressed() throws MalformedPacketException {
        return switch (scanner.advance(in.array(), in.from(), in.to())) {
            case WHOLE -> inflate(in.array(), in.from(), in.from() + scanner.length());
            case PARTIAL -> null;
            case OVERSIZED -> throw new MalformedPacketException(Rejection.OVERSIZED, "Compressed message too long");
            case MALFORMED -> throw new MalformedPacketException(Rejection.MALFORMED, "Compress header is not msgpack");
        };
    }

    /**
     * Two records of different members need at least one code each, and a code has more than a byte. So a text with
     * more records than compressed bytes is a bomb, and is refused before its records take memory.
     */
    private StreamMessage inflate(byte[] bytes, int from, int to) throws MalformedPacketException {
        Body body = new Body();
        byte[] text = Compression.unwrap(body, bytes, from, to, StreamBounds.INFLATED_BYTES);
        Rejection rejection = body.rejection();
        if (rejection != null) {
            throw new MalformedPacketException(rejection, "Compressed message of " + (to - from) + " bytes");
        }
        return readWhole(text, Math.min(StreamBounds.RECORDS, to - from));
    }

    private StreamMessage readWhole(byte[] text, int recordsBound) throws MalformedPacketException {
        plain = new PlainStream(fromInitiator, recordsBound);
        StreamMessage message = plain.advance(ChunkBuffer.ofWhole(text, 0));
        if (message == null) {
            throw new MalformedPacketException(Rejection.MALFORMED, "Message is cut short");
        }
        return message;
    }

    private static void checkBound(long length, int bound, String what) throws MalformedPacketException {
        if (length > bound) {
            throw new MalformedPacketException(Rejection.OVERSIZED, what + " of " + length + " bytes");
        }
    }
}

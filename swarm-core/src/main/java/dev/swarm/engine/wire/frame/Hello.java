package dev.swarm.engine.wire.frame;

import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.NodeMeta.VersionRange;
import dev.swarm.engine.wire.Text;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who speaks, and whom it wants to speak to; the first frame of each direction. Immutable.
 *
 * @param versions what the speaker understands of this protocol
 * @param session number of its process: its start stamp, not negative
 * @param cluster name of its cluster, at most 255 bytes of UTF-8; may be empty
 * @param from its own name
 * @param to whom it believes at the other end, {@code null} if it takes anybody
 * @param toSession number of that one's process; 0 if {@code to} is {@code null}
 * @param windows how many bytes it takes on each lane before it grants more, in the order of the lanes
 */
public record Hello(
        VersionRange versions,
        long session,
        String cluster,
        NodeId from,
        @Nullable NodeId to,
        long toSession,
        List<Integer> windows) {

    /** How many lanes there are. */
    public static final int LANES = 7;

    /** Most bytes of the body; what newer versions append counts too. */
    static final int MAX_BYTES = 1024;

    private static final int MAGIC = 0x5357_4450;
    private static final int FIXED_BYTES = Integer.BYTES + 2 + 2 * Long.BYTES + LANES * Integer.BYTES;
    private static final int TEXTS = 3;

    /** Bytes of one with empty texts, which is never right, but as short as one can be. */
    static final int MIN_BYTES = FIXED_BYTES + TEXTS;

    /**
     * Checks the number of windows.
     *
     * @throws IllegalArgumentException if there is not one for each lane
     */
    public Hello {
        windows = List.copyOf(windows);
        if (windows.size() != LANES) {
            throw new IllegalArgumentException("There are " + LANES + " windows, not " + windows.size());
        }
    }

    /** Returns the whole frame. */
    public byte[] toFrame() {
        byte[] clusterBytes = utf8(cluster);
        byte[] fromBytes = utf8(from.name());
        byte[] toBytes = to == null ? new byte[0] : utf8(to.name());
        int length = MIN_BYTES + clusterBytes.length + fromBytes.length + toBytes.length;
        ByteBuffer frame = ByteBuffer.allocate(Frames.HEAD_BYTES + length);
        frame.putInt(Frames.head(FrameKind.HELLO, 0, false, length));
        frame.putInt(MAGIC).put((byte) versions.min()).put((byte) versions.max());
        frame.putLong(session).putLong(toSession);
        windows.forEach(frame::putInt);
        putText(frame, clusterBytes);
        putText(frame, fromBytes);
        putText(frame, toBytes);
        return frame.array();
    }

    /** Reads the body of one that is long enough for its fixed part. */
    static Hello read(byte[] body) throws MalformedPacketException {
        ByteBuffer in = ByteBuffer.wrap(body);
        if (in.getInt() != MAGIC) {
            throw malformed("it has another mark");
        }
        int min = in.get() & 0xFF;
        int max = in.get() & 0xFF;
        long session = in.getLong();
        long toSession = in.getLong();
        List<Integer> windows = new ArrayList<>(LANES);
        for (int lane = 0; lane < LANES; lane++) {
            windows.add(in.getInt());
        }
        if (min < 1 || max < min || session < 0 || toSession < 0) {
            throw malformed("a number is out of range");
        }
        String cluster = readText(in, body);
        NodeId from = readName(readText(in, body));
        String to = readText(in, body);
        NodeId target = to.isEmpty() ? null : readName(to);
        return new Hello(new VersionRange(min, max), session, cluster, from, target, toSession, windows);
    }

    private static void putText(ByteBuffer frame, byte[] text) {
        frame.put((byte) text.length).put(text);
    }

    private static String readText(ByteBuffer in, byte[] body) throws MalformedPacketException {
        int length = in.hasRemaining() ? in.get() & 0xFF : 0;
        if (length > in.remaining()) {
            throw malformed("a text is cut short");
        }
        String text = Text.strict(body, in.position(), length);
        if (text == null) {
            throw malformed("a text is not clean UTF-8");
        }
        in.position(in.position() + length);
        return text;
    }

    private static NodeId readName(String text) throws MalformedPacketException {
        try {
            return NodeId.of(text);
        } catch (IllegalArgumentException e) {
            throw malformed("it has no name");
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static MalformedPacketException malformed(String problem) {
        return new MalformedPacketException(Rejection.MALFORMED, "Hello of the data plane: " + problem);
    }
}

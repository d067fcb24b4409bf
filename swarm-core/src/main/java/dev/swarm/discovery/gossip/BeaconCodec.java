package dev.swarm.discovery.gossip;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Bytes of a beacon.
 *
 * <p>Version 1, numbers big-endian: {@code "SWB"}, version, flags (bit 0: has a code; bit 1: is an answer; others 0),
 * instance (8), stamp (8), cluster (1 byte of length, then UTF-8), node (the same), IP (1 byte of length, 4 or 16, then
 * the bytes), port (2), and with a code 32 bytes of HMAC-SHA256 over all before. At most {@value #MAX_BYTES} bytes.
 *
 * <p>Whoever has keys neither reads a beacon without a code nor one whose code was made with another key; whoever has
 * none cannot read one with a code. The code keeps strangers from sending us to addresses of their choice. It does
 * not hide anything: what a beacon says is on the network anyway once the node speaks.
 */
final class BeaconCodec {

    /** Longest beacon; far below what any network passes in one piece. */
    static final int MAX_BYTES = 512;

    private static final byte[] MAGIC = {'S', 'W', 'B'};
    private static final int VERSION = 1;
    private static final int HAS_CODE = 1;
    private static final int IS_ANSWER = 2;
    private static final int FIXED_BYTES = MAGIC.length + 2 + 2 * Long.BYTES;
    private static final int MAX_CLUSTER_BYTES = 255;

    /** Longer names are cut in the beacon, so that it stays within its bound with the longest cluster name. */
    private static final int MAX_NODE_BYTES = 128;

    private final byte[] cluster;
    private final BeaconKeys keys;

    /** What became of bytes. */
    sealed interface Decoded {}

    /** A beacon of our cluster. */
    record Heard(Beacon beacon) implements Decoded {}

    /** Something else. */
    record Dropped(Rejection reason) implements Decoded {}

    /**
     * Makes the codec of a cluster.
     *
     * @param keys asked for each beacon: the first makes codes, all check them; empty for no codes
     * @throws IllegalArgumentException if the cluster's name is longer than 255 bytes
     */
    BeaconCodec(String cluster, Supplier<List<byte[]>> keys) {
        this.cluster = cluster.getBytes(StandardCharsets.UTF_8);
        this.keys = new BeaconKeys(keys);
        if (this.cluster.length > MAX_CLUSTER_BYTES) {
            throw new IllegalArgumentException("cluster must have at most 255 bytes, not " + this.cluster.length);
        }
    }

    byte[] encode(Beacon beacon) {
        byte[] node = shortened(beacon.node());
        byte[] ip = beacon.address().ip();
        ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
        int flags = (keys.isEmpty() ? 0 : HAS_CODE) | (beacon.kind() == Beacon.Kind.ANSWER ? IS_ANSWER : 0);
        out.put(MAGIC).put((byte) VERSION).put((byte) flags);
        out.putLong(beacon.instance()).putLong(beacon.stamp());
        out.put((byte) cluster.length).put(cluster);
        out.put((byte) node.length).put(node);
        out.put((byte) ip.length).put(ip).putShort((short) beacon.address().port());
        if (!keys.isEmpty()) {
            out.put(keys.code(out.array(), out.position()));
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Reads bytes of whatever origin; never throws. */
    Decoded decode(byte[] bytes) {
        if (bytes.length > MAX_BYTES) {
            return new Dropped(Rejection.OVERSIZED);
        }
        boolean isOurs = bytes.length >= FIXED_BYTES
                && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)
                && bytes[MAGIC.length] == VERSION;
        return isOurs ? decodeBody(bytes) : new Dropped(Rejection.MALFORMED);
    }

    private Decoded decodeBody(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int flags = in.get(MAGIC.length + 1);
        long instance = in.getLong(MAGIC.length + 2);
        long stamp = in.getLong(MAGIC.length + 2 + Long.BYTES);
        in.position(FIXED_BYTES);
        byte[] theirs = field(in);
        byte[] node = field(in);
        byte[] ip = field(in);
        boolean complete = (flags & ~(HAS_CODE | IS_ANSWER)) == 0
                && (ip.length == 4 || ip.length == 16)
                && in.remaining() == Short.BYTES + ((flags & HAS_CODE) == 0 ? 0 : BeaconKeys.CODE_BYTES);
        if (!complete) {
            return new Dropped(Rejection.MALFORMED);
        }
        int port = in.getShort() & 0xFFFF;
        if (!Arrays.equals(theirs, cluster)) {
            return new Dropped(Rejection.FOREIGN_CLUSTER);
        }
        if (keys.isEmpty() == in.hasRemaining() || !keys.accept(bytes, in.position())) {
            return new Dropped(Rejection.WRONG_KEY);
        }
        if (port == 0) {
            return new Dropped(Rejection.MALFORMED);
        }
        Beacon.Kind kind = (flags & IS_ANSWER) == 0 ? Beacon.Kind.CALL : Beacon.Kind.ANSWER;
        String name = new String(node, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return new Heard(new Beacon(kind, instance, stamp, text(cluster), name, NodeAddress.of(ip, port)));
    }

    /** Reads a field with one byte of length; empty, and all the rest eaten, if it is not there as a whole. */
    private static byte[] field(ByteBuffer in) {
        int length = in.hasRemaining() ? in.get() & 0xFF : Integer.MAX_VALUE;
        if (length > in.remaining()) {
            in.position(in.limit());
            return new byte[0];
        }
        byte[] content = new byte[length];
        in.get(content);
        return content;
    }

    private static byte[] shortened(String name) {
        String text = name;
        while (text.getBytes(StandardCharsets.UTF_8).length > MAX_NODE_BYTES) {
            text = text.substring(0, text.offsetByCodePoints(text.length(), -1));
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}

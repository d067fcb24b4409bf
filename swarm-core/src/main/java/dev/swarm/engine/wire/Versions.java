package dev.swarm.engine.wire;

/**
 * The six version bytes of a member ({@code Vsn}): the protocol range it understands and speaks, then the same for the
 * application on top (specification section 5). Each is 0 to 255.
 *
 * @param protocolMin lowest memberlist protocol understood
 * @param protocolMax highest memberlist protocol understood
 * @param protocol memberlist protocol spoken
 * @param delegateMin lowest application version understood
 * @param delegateMax highest application version understood
 * @param delegate application version spoken
 */
public record Versions(int protocolMin, int protocolMax, int protocol, int delegateMin, int delegateMax, int delegate) {

    private static final int MAX = 0xFF;

    /** A member that sent none: all zero. */
    public static final Versions NONE = new Versions(0, 0, 0, 0, 0, 0);

    /**
     * What a node of ours says: memberlist 1 to 5, speaking 2, and any application version, speaking the one that Serf
     * agents speak. The last one is changed where the cluster wants another (specification section 12, trap 1).
     */
    public static final Versions OURS = new Versions(1, 5, 2, 0, 255, 5);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a version does not fit a byte
     */
    public Versions {
        checkByte(protocolMin);
        checkByte(protocolMax);
        checkByte(protocol);
        checkByte(delegateMin);
        checkByte(delegateMax);
        checkByte(delegate);
    }

    /** Returns the same with another application version spoken. */
    public Versions withDelegate(int version) {
        return new Versions(protocolMin, protocolMax, protocol, delegateMin, delegateMax, version);
    }

    /** Tells whether the protocol range makes sense; a claim with another is dropped (section 11.4, step 2). */
    public boolean isSane() {
        return protocolMin > 0 && protocolMax > 0 && protocolMin <= protocolMax;
    }

    /** Reads six bytes. */
    static Versions read(byte[] bytes, int at) {
        return new Versions(
                bytes[at] & MAX,
                bytes[at + 1] & MAX,
                bytes[at + 2] & MAX,
                bytes[at + 3] & MAX,
                bytes[at + 4] & MAX,
                bytes[at + 5] & MAX);
    }

    /** Returns the six bytes as they stand on the wire. */
    byte[] toBytes() {
        return new byte[] {
            (byte) protocolMin,
            (byte) protocolMax,
            (byte) protocol,
            (byte) delegateMin,
            (byte) delegateMax,
            (byte) delegate
        };
    }

    private static void checkByte(int version) {
        if (version < 0 || version > MAX) {
            throw new IllegalArgumentException("A version is 0 to " + MAX + ", not " + version);
        }
    }
}

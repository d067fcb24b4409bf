package dev.swarm.api.config;

import java.time.Duration;

/**
 * Every number of the data plane: the standing connections between nodes of ours.
 *
 * @param trust how a node makes sure who is at the other end
 * @param chunkBytes longest part of a message that is written at a stretch, 1,024 to 16,384; a longer message is cut,
 *     so
 *     that it never holds up a more urgent one
 * @param lanes the bounds of each lane
 * @param connections how many there are, and how long they wait
 */
public record PlaneConfig(Trust trust, int chunkBytes, Lanes lanes, Connections connections) {

    /** Longest part of a message that a node takes. */
    public static final int MAX_CHUNK_BYTES = 16 * 1024;

    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;

    /** A window holds several chunks, else sender and receiver could wait for each other. */
    private static final int LEAST_CHUNKS_IN_WINDOW = 4;

    /**
     * Checks the bounds.
     *
     * @throws IllegalArgumentException naming the setting that is out of them
     */
    public PlaneConfig {
        Bounds.check("chunk-bytes", chunkBytes, KIB, MAX_CHUNK_BYTES);
    }

    /** Returns the starting values: connections in plain text. */
    public static PlaneConfig defaults() {
        return new PlaneConfig(Trust.PLAIN, MAX_CHUNK_BYTES, Lanes.DEFAULT, Connections.DEFAULT);
    }

    /** Returns the same with another way to trust. */
    public PlaneConfig with(Trust other) {
        return new PlaneConfig(other, chunkBytes, lanes, connections);
    }

    /** Returns the same with other bounds of the lanes. */
    public PlaneConfig with(Lanes other) {
        return new PlaneConfig(trust, chunkBytes, other, connections);
    }

    /** Returns the same with other figures of the connections. */
    public PlaneConfig with(Connections other) {
        return new PlaneConfig(trust, chunkBytes, lanes, other);
    }

    /** How a node makes sure who is at the other end of a connection. */
    public enum Trust {
        /** Not at all: connections are plain, and whoever knows the cluster's name and a member's is believed. */
        PLAIN,
        /** TLS, and the other end owns the certificate that the member's metadata names. */
        FINGERPRINT,
        /** TLS, and an authority of the user's vouches for the other end. */
        PKI
    }

    /**
     * The bounds of each lane.
     *
     * @param control what keeps the cluster itself together
     * @param critical messages that overtake all but control
     * @param high urgent messages
     * @param changes fresh changes of shared state
     * @param normal ordinary messages
     * @param low messages that may wait
     * @param bulk long transfers
     */
    public record Lanes(Lane control, Lane critical, Lane high, Lane changes, Lane normal, Lane low, Lane bulk) {

        /**
         * Returns the same with room for longer messages of users.
         *
         * @param bytes the longest there may be
         */
        public Lanes withMessages(int bytes) {
            return new Lanes(
                    control,
                    critical.taking(bytes),
                    high.taking(bytes),
                    changes,
                    normal.taking(bytes),
                    low.taking(bytes),
                    bulk);
        }

        /**
         * Returns the same with room for longer transfers.
         *
         * @param bytes the longest there may be
         */
        public Lanes withTransfers(int bytes) {
            return new Lanes(control, critical, high, changes, normal, low, bulk.taking(bytes));
        }

        /** The starting values. */
        public static final Lanes DEFAULT = new Lanes(
                new Lane(256 * KIB, 64 * KIB, MIB),
                new Lane(256 * KIB, 4 * MIB, 4 * MIB),
                new Lane(512 * KIB, 4 * MIB, 4 * MIB),
                new Lane(MIB, 4 * MIB, 16 * MIB),
                new Lane(MIB, 4 * MIB, 4 * MIB),
                new Lane(256 * KIB, 4 * MIB, 4 * MIB),
                new Lane(512 * KIB, 16 * MIB, 32 * MIB));
    }

    /**
     * The bounds of one lane, for each peer.
     *
     * @param windowBytes how much a sender may have under way that the receiver has not used up, frame heads included;
     *     64 KiB to 16 MiB
     * @param messageBytes longest message, 1 KiB to 65 MiB
     * @param queueBytes how much may wait to be written; one message above is refused; {@code messageBytes} to 256 MiB
     */
    public record Lane(int windowBytes, int messageBytes, int queueBytes) {

        private Lane taking(int bytes) {
            return bytes <= messageBytes ? this : new Lane(windowBytes, bytes, Math.max(bytes, queueBytes));
        }

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Lane {
            Bounds.check("window-bytes", windowBytes, LEAST_CHUNKS_IN_WINDOW * MAX_CHUNK_BYTES, 16 * MIB);
            Bounds.check("message-bytes", messageBytes, KIB, 65 * MIB);
            Bounds.check("queue-bytes", queueBytes, messageBytes, 256 * MIB);
        }
    }

    /**
     * How many connections there are, and how long they wait.
     *
     * @param meshNodes up to this size of the cluster, this node included, all are connected with all; beyond it each
     *     connects to a few; 2 to 64; 0 for no connections at all, so that there is membership and nothing else
     * @param most most that stand at once; a peer above is refused; 16, or twice the mesh, to 1,024
     * @param undecidedMost most that have not said hello yet or wait for a decision; 4 to 1,024
     * @param handshakeTimeout longest time until a connection stands; 100 ms to 1 min
     * @param idleTimeout how long one that only a caller wanted stays without a message; 1 s to 1 h
     */
    public record Connections(
            int meshNodes, int most, int undecidedMost, Duration handshakeTimeout, Duration idleTimeout) {

        /** The starting values. */
        public static final Connections DEFAULT =
                new Connections(9, 128, 64, Duration.ofSeconds(3), Duration.ofSeconds(60));

        /**
         * Checks the bounds.
         *
         * @throws IllegalArgumentException naming the setting that is out of them
         */
        public Connections {
            if (meshNodes != 0) {
                Bounds.check("mesh-nodes", meshNodes, 2, 64);
            }
            Bounds.check("most-connections", most, Math.max(16, 2 * meshNodes), 1024);
            Bounds.check("most-undecided", undecidedMost, 4, 1024);
            Bounds.check("handshake-timeout", handshakeTimeout, Duration.ofMillis(100), Duration.ofMinutes(1));
            Bounds.check("idle-timeout", idleTimeout, Duration.ofSeconds(1), Duration.ofHours(1));
        }
    }
}

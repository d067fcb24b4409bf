package dev.swarm.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stands between the network and a process. Closed, it keeps what arrives, as the kernel does for a process that does
 * not read: datagrams up to the size of the socket's buffer, the rest is dropped; streams without bound, since their
 * peers give up by themselves.
 */
final class SimGate {

    /** The receive buffer memberlist asks for. */
    static final int BUFFER_BYTES = 2 << 20;

    private final Deque<Runnable> kept = new ArrayDeque<>();
    private Mode mode = Mode.OPEN;
    private long bufferedBytes;
    private long dropped;

    Mode mode() {
        return mode;
    }

    void set(Mode next) {
        mode = next;
    }

    /** Hands a datagram through, or keeps it if there is room. */
    void passDatagram(int bytes, Runnable input) {
        if (mode == Mode.OPEN) {
            input.run();
        } else if (bufferedBytes + bytes > BUFFER_BYTES) {
            dropped++;
        } else {
            bufferedBytes += bytes;
            kept.add(input);
        }
    }

    /** Hands something of a stream through, or keeps it. */
    void passStream(Runnable input) {
        if (mode == Mode.OPEN) {
            input.run();
        } else {
            kept.add(input);
        }
    }

    /** Lets something of the process itself happen, or keeps it while the whole process stands still. */
    void passInside(Runnable input) {
        if (mode == Mode.PAUSED) {
            kept.add(input);
        } else {
            input.run();
        }
    }

    /** Opens, and hands through what was kept, in order; stops if that closes it again. */
    void open() {
        mode = Mode.OPEN;
        bufferedBytes = 0;
        while (mode == Mode.OPEN && !kept.isEmpty()) {
            kept.removeFirst().run();
        }
    }

    /** Forgets what was kept, and opens. */
    void reset() {
        kept.clear();
        bufferedBytes = 0;
        mode = Mode.OPEN;
    }

    /** Returns how many datagrams found no room. */
    long dropped() {
        return dropped;
    }

    enum Mode {
        /** All runs. */
        OPEN,
        /** The whole process stands still, its timers too. */
        PAUSED,
        /** Sending and receiving stand still, timers run. */
        BLOCKED
    }
}

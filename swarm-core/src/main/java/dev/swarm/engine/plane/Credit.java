package dev.swarm.engine.plane;

import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.frame.Hello;
import java.util.List;

/** How much this side may still send on each lane: the window that the peer opened, less what it has not used up. */
final class Credit {

    /** A window that holds no few chunks would let both sides wait for each other. */
    private static final int WINDOW_MIN = 64 * 1024;

    private static final int WINDOW_MAX = 16 * 1024 * 1024;

    private final long[] windows = new long[Hello.LANES];
    private final long[] available = new long[Hello.LANES];

    /** Takes the windows that a peer opens. */
    Credit(List<Integer> sizes) throws MalformedPacketException {
        for (int lane = 0; lane < windows.length; lane++) {
            int size = sizes.get(lane);
            if (size < WINDOW_MIN || size > WINDOW_MAX) {
                throw new MalformedPacketException(Rejection.IMPLAUSIBLE, "A window of " + size + " bytes");
            }
            windows[lane] = size;
            available[lane] = size;
        }
    }

    long available(int lane) {
        return available[lane];
    }

    void use(int lane, int bytes) {
        available[lane] -= bytes;
    }

    /** Takes more credit; never more than was used. */
    void grant(int lane, long bytes) throws MalformedPacketException {
        if (bytes > windows[lane] - available[lane]) {
            throw new MalformedPacketException(Rejection.IMPLAUSIBLE, "More credit than was used");
        }
        available[lane] += bytes;
    }
}

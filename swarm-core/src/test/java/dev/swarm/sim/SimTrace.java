package dev.swarm.sim;

import dev.swarm.api.event.MemberEvent;
import java.util.function.Supplier;
import java.util.zip.CRC32C;

/**
 * What happened, as one number: two runs did the same if and only if, but for chance, their hashes are equal. With
 * {@code -Dswarm.sim.trace=true} each line is printed too.
 */
final class SimTrace {

    static final String PROPERTY = "swarm.sim.trace";

    private static final long PRIME = 0x100_0000_01B3L;

    private final boolean printing = Boolean.getBoolean(PROPERTY);
    private final CRC32C checksum = new CRC32C();
    private long hash = 0xCBF2_9CE4_8422_2325L;

    /** Adds something that happened to a node. */
    void add(long atNanos, int node, SimStepKind kind, long content) {
        mix(atNanos);
        mix(node);
        mix(kind.name().hashCode());
        mix(content);
    }

    /** Adds text; made into a line only when lines are printed. */
    void add(long atNanos, String subject, String text) {
        mix(text.hashCode());
        print(atNanos, subject, () -> text);
    }

    /** Adds a fact. Its text would cost more than the step that told it, so it is only made to be printed. */
    void add(Told told) {
        mix(told.atNanos());
        mix(told.observer().name().hashCode());
        mix(told.event().getClass().getSimpleName().hashCode());
        mix(told.event().node().name().hashCode());
        if (told.event() instanceof MemberEvent event) {
            mix(event.member().incarnation().value());
            mix(event.member().status().name().hashCode());
        }
        print(told.atNanos(), told.observer().name(), () -> told.event().toString());
    }

    /** Prints a line if lines are printed, and leaves the hash alone. */
    void print(long atNanos, String subject, Supplier<String> text) {
        if (printing) {
            System.out.printf("%14.6f %s %s%n", atNanos / 1e9, subject, text.get());
        }
    }

    /** Returns a number for bytes. */
    long checksum(byte[] bytes) {
        checksum.reset();
        checksum.update(bytes);
        return checksum.getValue();
    }

    long hash() {
        return hash;
    }

    private void mix(long value) {
        hash = (hash ^ value) * PRIME;
        hash ^= hash >>> 29;
    }
}

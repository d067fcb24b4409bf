package dev.swarm.engine.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Numbers that one thread changes all the time, where nothing else is. Processors hand memory to one another by lines:
 * of what stands in one line with these, and other threads read, each change would have to be fetched by all of them
 * (false sharing).
 */
final class Notes {

    /** Two lines, as some processors fetch them in pairs. */
    private static final int MARGIN = 128 / Integer.BYTES;

    private static final VarHandle NUMBERS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] numbers;

    /** Makes so many, all zero. */
    Notes(int count) {
        numbers = new int[MARGIN + count + MARGIN];
    }

    /** Returns a number; for the thread that changes it. */
    int get(int index) {
        return numbers[MARGIN + index];
    }

    /** Changes a number; others see it a little later, and what was written before it when they do. */
    void set(int index, int value) {
        NUMBERS.setRelease(numbers, MARGIN + index, value);
    }

    /** Returns a number; any thread. */
    int shown(int index) {
        return (int) NUMBERS.getAcquire(numbers, MARGIN + index);
    }
}

package dev.swarm.benchmark;

import java.lang.management.ManagementFactory;

/**
 * Where it was measured.
 *
 * @param cores how many the processes share
 * @param java the JDK
 * @param system operating system and architecture
 * @param load average over the minute before the start
 */
public record Machine(int cores, String java, String system, double load) {

    /** From here on the machine has more to do than to measure. */
    public static final double BUSY = 3;

    /** Returns it as it is now. */
    public static Machine now() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name") + " " + System.getProperty("java.runtime.version"),
                System.getProperty("os.name") + ", " + System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
}

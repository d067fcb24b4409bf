package dev.swarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * Eight processes started at once are one cluster: within five seconds after the last of them has a node. One round;
 * more by {@code -Dswarm.coldStart.rounds=20}. Each round prints how long it took.
 */
class ColdStartIT {

    private static final int PROCESSES = 8;
    private static final int ROUNDS = Integer.getInteger("swarm.coldStart.rounds", 1);
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration TOGETHER = Duration.ofSeconds(5);

    @Test
    void eightProcessesThatStartAtOnceAreOneCluster() throws IOException, InterruptedException {
        for (int round = 1; round <= ROUNDS; round++) {
            Duration taken = round();
            System.out.println("Cold start " + round + ": one cluster of " + PROCESSES + " processes "
                    + taken.toMillis() + " ms after the last one has a node");
            assertThat(taken).isLessThan(TOGETHER);
        }
    }

    private static Duration round() throws IOException, InterruptedException {
        String cluster = "cold-" + ThreadLocalRandom.current().nextLong();
        int beacons = ThreadLocalRandom.current().nextInt(20_000, 32_000);
        CountDownLatch complete = new CountDownLatch(PROCESSES);
        AtomicLong lastStart = new AtomicLong(Long.MIN_VALUE);
        AtomicLong lastComplete = new AtomicLong(Long.MIN_VALUE);
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < PROCESSES; i++) {
                Process process = launch("n" + i, cluster, beacons);
                processes.add(process);
                Thread reader = new Thread(() -> read(process, complete, lastStart, lastComplete));
                reader.setDaemon(true);
                reader.start();
            }
            assertThat(complete.await(START.toSeconds(), TimeUnit.SECONDS))
                    .as("all see all; missing: %d", complete.getCount())
                    .isTrue();
            return Duration.ofNanos(lastComplete.get() - lastStart.get());
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    private static void read(Process process, CountDownLatch complete, AtomicLong lastStart, AtomicLong lastComplete) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            lastStart.accumulateAndGet(System.nanoTime(), Math::max);
            while (line != null && !line.equals("sees " + PROCESSES)) {
                line = lines.readLine();
            }
            if (line != null) {
                lastComplete.accumulateAndGet(System.nanoTime(), Math::max);
                complete.countDown();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Process launch(String name, String cluster, int beacons) throws IOException {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-cp",
                        classPath,
                        ColdStartProgram.class.getName(),
                        name,
                        cluster,
                        Integer.toString(beacons))
                .redirectError(Redirect.DISCARD)
                .start();
    }
}

package dev.swarm.sample.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LauncherWatchTest {

    @Test
    void waitsUntilTheOtherEndIsClosed() throws IOException {
        PipedOutputStream launcher = new PipedOutputStream();
        PipedInputStream input = new PipedInputStream(launcher);
        launcher.write('x');
        CompletableFuture<Void> end = CompletableFuture.runAsync(() -> LauncherWatch.awaitEnd(input));

        assertThat(end).isNotDone();
        launcher.close();

        assertThat(end).succeedsWithin(10, TimeUnit.SECONDS);
    }
}

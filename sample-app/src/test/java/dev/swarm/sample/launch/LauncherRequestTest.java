package dev.swarm.sample.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LauncherRequestTest {

    private static final String TOKEN = "8a1b";

    @Test
    void requestComesBackFromItsLine() {
        LauncherRequest request = new LauncherRequest("start", "gotham");

        assertThat(LauncherRequest.of(TOKEN, request.line(TOKEN))).contains(request);
    }

    @Test
    void lineOfTheLogIsNoRequest() {
        assertThat(LauncherRequest.of(TOKEN, "12:00:00.000  INFO gotham is up")).isEmpty();
        assertThat(LauncherRequest.of(TOKEN, "other start gotham")).isEmpty();
        assertThat(LauncherRequest.of(TOKEN, TOKEN + " start gotham and more")).isEmpty();
    }
}

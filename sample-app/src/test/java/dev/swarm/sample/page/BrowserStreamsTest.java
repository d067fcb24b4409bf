package dev.swarm.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BrowserStreamsTest {

    private final BrowserStreams streams = new BrowserStreams();

    @Test
    void noMoreOpenThanTheBound() {
        for (int i = 0; i < BrowserStreams.MAX_STREAMS; i++) {
            assertThat(streams.open()).isPresent();
        }

        assertThat(streams.open()).isEmpty();
        assertThat(streams.count()).isEqualTo(BrowserStreams.MAX_STREAMS);
    }

    @Test
    void noneOpensAfterTheClose() {
        streams.close();

        assertThat(streams.open()).isEmpty();
    }

    @Test
    void publishingAfterTheCloseDoesNoHarm() {
        assertThat(streams.open()).isPresent();
        streams.close();

        streams.publish("nodes", "late");
        streams.beat();
    }
}

package dev.swarm.discovery.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.discovery.PeerSink;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecallTest {

    private static final NodeAddress ONE = NodeAddress.loopback(1);
    private static final NodeAddress TWO = NodeAddress.loopback(2);

    private final Recall recall = new Recall();

    @Test
    void anAddressIsForgottenWhenManyCompleteAnswersWereWithoutIt() {
        recall.take(Answer.of(List.of(ONE, TWO)));
        for (int i = 0; i < Recall.ROUNDS; i++) {
            recall.take(Answer.of(List.of(TWO)));
        }
        assertThat(recall.addresses()).containsExactly(TWO, ONE);

        recall.take(Answer.of(List.of(TWO)));
        assertThat(recall.addresses()).containsExactly(TWO);
    }

    @Test
    void failedEmptyAndPartialAnswersTakeNothingAway() {
        recall.take(Answer.of(List.of(ONE, TWO)));
        for (int i = 0; i < 100; i++) {
            recall.take(Answer.failed("no"));
            recall.take(Answer.of(List.of()));
            recall.take(new Answer<>(List.of(TWO), "a part"));
        }
        assertThat(recall.addresses()).containsExactly(TWO, ONE);
    }

    @Test
    void theLatestAnswerGoesFirstAndThereIsABound() {
        recall.take(Answer.of(List.of(ONE)));
        recall.take(Answer.of(
                IntStream.rangeClosed(2, 5000).mapToObj(NodeAddress::loopback).toList()));
        assertThat(recall.addresses())
                .hasSize(PeerSink.MAX_CANDIDATES)
                .startsWith(TWO)
                .doesNotContain(ONE);
    }
}

package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** Held against the intent that a real agent sent, a part of the vector {@code udp-user-serf-leave-intent}. */
class SerfIntentTest {

    @Test
    void theIntentToLeaveIsWhatAnAgentSends() {
        byte[] message = MessageEncoder.encode(SerfIntent.leave(NodeId.of("node-4"), 5));
        assertThat(HexFormat.of().formatHex(message))
                .isEqualTo("080083a54c54696d6505a44e6f6465a66e6f64652d34a55072756e65c2");
    }
}

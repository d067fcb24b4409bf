package dev.swarm.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.SwarmState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeStateTest {

    @ParameterizedTest
    @CsvSource({
        "STARTING, RUNNING, RUNNING",
        "STARTING, LEAVING, LEAVING",
        "LEAVING, RUNNING, LEAVING",
        "RUNNING, STARTING, RUNNING",
        "RUNNING, FAILED, FAILED",
        "LEAVING, STOPPED, STOPPED",
        "STOPPED, FAILED, STOPPED",
        "FAILED, STOPPED, FAILED",
        "FAILED, RUNNING, FAILED"
    })
    void aLifeOnlyGoesForward(SwarmState from, SwarmState to, SwarmState result) {
        NodeState state = new NodeState();
        state.moveTo(from);

        state.moveTo(to);

        assertThat(state.current()).isEqualTo(result);
    }
}

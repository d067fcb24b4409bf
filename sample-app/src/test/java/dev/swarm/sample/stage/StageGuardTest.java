package dev.swarm.sample.stage;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.sample.league.LeagueException;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class StageGuardTest {

    private final StageGuard guard = new StageGuard(true);

    @Test
    void programsAndPagesOfThisMachinePass() {
        assertThatCode(() -> guard.check(request("127.0.0.1", "localhost", true)))
                .doesNotThrowAnyException();
        assertThatCode(() -> guard.check(request("::1", "[::1]", true))).doesNotThrowAnyException();
    }

    @Test
    void othersDoNot() {
        refuses(guard, request("10.0.0.7", "localhost", true));
        refuses(guard, request("127.0.0.1", "rebound.example.org", true));
        refuses(guard, request("127.0.0.1", "localhost", false));
    }

    @Test
    void nobodyDoesWhenTheStageIsClosed() {
        refuses(new StageGuard(false), request("127.0.0.1", "localhost", true));
    }

    private static void refuses(StageGuard guard, MockHttpServletRequest request) {
        assertThatThrownBy(() -> guard.check(request)).isInstanceOf(LeagueException.class);
    }

    private static MockHttpServletRequest request(String from, String to, boolean withHeader) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/stage/nodes/gotham/kill");
        request.setRemoteAddr(from);
        request.setServerName(to);
        if (withHeader) {
            request.addHeader(StageGuard.HEADER, "1");
        }
        return request;
    }
}

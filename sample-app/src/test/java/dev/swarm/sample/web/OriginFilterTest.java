package dev.swarm.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class OriginFilterTest {

    private final OriginFilter filter = new OriginFilter();

    @Test
    void pageOfAnotherNodeOfThisHostMayWrite() throws Exception {
        MockHttpServletResponse response = send("POST", "http://localhost:4900");

        assertThat(response.getStatus()).isEqualTo(200);
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isEqualTo("http://localhost:4900");
    }

    @Test
    void pageOfAStrangerMayNot() throws Exception {
        MockHttpServletResponse response = send("POST", "https://example.org");

        assertThat(response.getStatus()).isEqualTo(403);
        assertThat(response.getContentAsString()).contains("may change nothing here");
        assertThat(response.getHeader("Access-Control-Allow-Origin")).isNull();
        assertThat(send("POST", "null").getStatus()).isEqualTo(403);
    }

    @Test
    void programsThatAreNoPagesMayWrite() throws Exception {
        assertThat(send("POST", null).getStatus()).isEqualTo(200);
    }

    @Test
    void preflightIsAnsweredHere() throws Exception {
        MockHttpServletRequest request = request("OPTIONS", "http://127.0.0.1:4900");
        request.addHeader("Access-Control-Request-Method", "PUT");
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, new MockFilterChain());

        assertThat(response.getStatus()).isEqualTo(204);
        assertThat(response.getHeader("Access-Control-Allow-Headers")).contains("X-Superhero");
    }

    private MockHttpServletResponse send(String method, @Nullable String origin) throws ServletException, IOException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request(method, origin), response, new MockFilterChain());
        return response;
    }

    private static MockHttpServletRequest request(String method, @Nullable String origin) {
        MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/heroes");
        request.setServerName("127.0.0.1");
        if (origin != null) {
            request.addHeader("Origin", origin);
        }
        return request;
    }
}

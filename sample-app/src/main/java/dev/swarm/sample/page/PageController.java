package dev.swarm.sample.page;

import java.util.Optional;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * What the page's script asks for: the nodes and what happened as JSON, and all that it shows as a stream of
 * server-sent events.
 */
@RestController
class PageController {

    private static final String RETRY_SECONDS = "5";

    private final LiveView view;

    PageController(LiveView view) {
        this.view = view;
    }

    @GetMapping(path = "/nodes", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> nodes() {
        return answer(view.json(PageConfiguration.NODES));
    }

    @GetMapping(path = "/events", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> events() {
        return answer(view.json(PageConfiguration.EVENTS));
    }

    @GetMapping(path = "/nodes/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    ResponseEntity<SseEmitter> stream() {
        return answer(view.streams().flatMap(BrowserStreams::open));
    }

    /** Nothing to answer with means: starting, stopping, or too many who watch. All of them pass. */
    private static <T> ResponseEntity<T> answer(Optional<T> body) {
        return body.map(present ->
                        ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(present))
                .orElseGet(() -> ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                        .build());
    }
}

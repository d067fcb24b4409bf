package dev.swarm.sim;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.engine.comms.Arrival;
import dev.swarm.engine.comms.Inbox;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The messages of one process: notes what comes, and answers each request with what was asked. */
final class Mail implements Inbox {

    /** What came, as texts: sender, relay or a dash, content. */
    final List<String> seen = new ArrayList<>();

    /** How requests ended, by what was asked. */
    final Map<String, Reply> replies = new HashMap<>();

    private @Nullable Post post;

    Inbox open(Post opened) {
        post = opened;
        return this;
    }

    Post post() {
        if (post == null) {
            throw new IllegalStateException("There is no engine yet");
        }
        return post;
    }

    /** Asks a text of a node; the process must then make a step. */
    SendOutcome ask(NodeId node, String text, long untilNanos) {
        Post.Asking asking = new Post.Asking(EntryKind.REQUEST, reply -> replies.put(text, reply), untilNanos);
        return post().ask(node, Priority.NORMAL, Payload.of(text), asking);
    }

    @Override
    public boolean take(Arrival arrival) {
        byte[] content = arrival.content();
        String text = new String(content, StandardCharsets.UTF_8);
        NodeId relay = arrival.relay();
        seen.add(arrival.from() + " " + (relay == null ? "-" : relay) + " " + text);
        return arrival.kind() != EntryKind.REQUEST
                || post().answer(
                                arrival.from(),
                                arrival.priority(),
                                EntryKind.ANSWER,
                                arrival.number(),
                                Payload.of(text));
    }
}

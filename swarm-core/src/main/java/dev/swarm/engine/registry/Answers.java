package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.registry.RegistryMessage.Reply;
import dev.swarm.engine.wire.registry.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The answers that this node gives, and for a while gave: whoever did not hear one asks again and hears the same. */
final class Answers {

    private static final int MOST_KEPT = 4_096;

    private final Realm realm;
    private final Map<Asked, Reply> given = new LinkedHashMap<>();
    private BiConsumer<Now, Reply> own = (now, reply) -> {};

    Answers(Realm realm) {
        this.realm = realm;
    }

    /** Says who takes the answers to this node's own requests. */
    void takeOwnBy(BiConsumer<Now, Reply> taker) {
        own = taker;
    }

    /** Returns what was answered, {@code null} for nothing or if it is forgotten. */
    @Nullable
    Reply given(Asked asked) {
        return given.get(asked);
    }

    /** Says again what was said. */
    void repeat(Asked asked, Reply reply) {
        boolean unused = realm.parts.link().send(asked.node(), reply);
    }

    void say(Now now, Asked asked, Verdict verdict, String reason) {
        say(now, asked, new Reply(asked.request(), verdict, 0, null, reason));
    }

    void say(Now now, Asked asked, Verdict verdict, long token, @Nullable NodeId node) {
        say(now, asked, new Reply(asked.request(), verdict, token, node, ""));
    }

    private void say(Now now, Asked asked, Reply reply) {
        if (asked.session() == 0) {
            own.accept(now, reply);
            return;
        }
        if (reply.verdict() != Verdict.RETRY) {
            given.put(asked, reply);
            if (given.size() > MOST_KEPT) {
                given.remove(given.keySet().iterator().next());
            }
        }
        if (realm.peers.session(asked.node()) == asked.session()) {
            // one that is lost is asked for again
            boolean unused = realm.parts.link().send(asked.node(), reply);
        }
    }
}

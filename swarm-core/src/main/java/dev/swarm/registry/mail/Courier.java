package dev.swarm.registry.mail;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.api.SendOutcome;
import dev.swarm.engine.comms.Post;
import dev.swarm.engine.comms.Reply;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.comms.EntryKind;
import java.util.function.Consumer;

/** Takes letters to other nodes and brings back what became of them. Any thread may call. */
@FunctionalInterface
public interface Courier {

    /**
     * Sends a letter.
     *
     * @param receipt told once, by any thread, if the letter was sent; returns at once. A letter of which that cannot
     *     be known is {@link Receipt.Status#UNSURE}
     * @return {@link SendOutcome#SENT}, or why it was not sent
     */
    SendOutcome send(NodeId to, Letter letter, Consumer<Receipt> receipt);

    /**
     * Returns one that uses the messages of a node. All letters have normal priority, so those of one sender keep their
     * order.
     */
    static Courier of(Post post, Timer timer) {
        return (to, letter, receipt) -> {
            long until = timer.nanos() + letter.timeoutMillis() * 1_000_000;
            Post.Asking asking = new Post.Asking(EntryKind.REQUEST, reply -> receipt.accept(read(reply)), until);
            return post.ask(to, Priority.NORMAL, letter.encode(), asking);
        };
    }

    private static Receipt read(Reply reply) {
        if (reply instanceof Reply.Answered answered) {
            try {
                return Receipt.decode(answered.payload().bytes());
            } catch (MalformedPacketException e) {
                return Receipt.unsure("its answer cannot be read");
            }
        }
        if (reply instanceof Reply.Failed failed) {
            return failed.handled() ? Receipt.unsure(failed.reason()) : Receipt.ELSEWHERE;
        }
        if (reply instanceof Reply.Undelivered undelivered) {
            return undelivered.outcome() == SendOutcome.DISCONNECTED
                    ? Receipt.unsure("the connection to its node ended")
                    : Receipt.ELSEWHERE;
        }
        return Receipt.unsure("no answer came in time");
    }
}

package dev.swarm.engine.wire;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import org.jspecify.annotations.Nullable;

/** One memberlist message as it travels in a datagram; most also travel on streams (specification sections 3 and 5). */
public sealed interface Message {

    /**
     * Asks for an {@link Ack}.
     *
     * @param seqNo the sender's number for this question, an unsigned 32-bit value
     * @param target whom the sender means; only that node answers; {@code null} means whoever gets it
     * @param source where the answer should go, {@code null} from peers older than memberlist 0.2
     * @param sourceNode the sender's name, {@code null} from peers older than memberlist 0.2
     */
    record Ping(
            long seqNo,
            @Nullable NodeId target,
            @Nullable NodeAddress source,
            @Nullable NodeId sourceNode) implements Message, StreamMessage {}

    /**
     * Asks the receiver to ping a third node.
     *
     * @param seqNo the sender's number, to be copied to the answer
     * @param target whom to ping
     * @param targetAddress where to ping it
     * @param wantsNack whether a {@link Nack} should come when the target does not answer
     * @param source where the answer should go, or {@code null}
     * @param sourceNode the sender's name, or {@code null}
     */
    record IndirectPing(
            long seqNo,
            NodeId target,
            NodeAddress targetAddress,
            boolean wantsNack,
            @Nullable NodeAddress source,
            @Nullable NodeId sourceNode)
            implements Message {}

    /**
     * Answers a ping.
     *
     * @param seqNo copied from the ping
     * @param payload opaque bytes of the application, {@code null} if it sent none
     */
    record Ack(long seqNo, @Nullable Bytes payload) implements Message, StreamMessage {}

    /**
     * A relay's answer: the target of the indirect ping did not answer it.
     *
     * @param seqNo copied from the indirect ping
     */
    record Nack(long seqNo) implements Message {}

    /** A claim about one member at one incarnation; spread as a rumor. */
    sealed interface Claim extends Message {

        /** Returns the member the claim is about. */
        NodeId node();

        /** Returns the incarnation the claim is about. */
        Incarnation incarnation();
    }

    /**
     * The member is here.
     *
     * @param node whom the claim is about
     * @param incarnation at which number
     * @param address where it receives; the byte form is passed on as it came
     * @param meta what it says of itself, at most 512 bytes, {@code null} if nothing
     * @param versions what it speaks; {@code null} from peers that sent no six bytes
     */
    record Alive(
            NodeId node,
            Incarnation incarnation,
            NodeAddress address,
            @Nullable Bytes meta,
            @Nullable Versions versions)
            implements Claim {}

    /**
     * Somebody got no answer from the member.
     *
     * @param node whom the claim is about
     * @param incarnation at which number
     * @param from who doubts it
     */
    record Suspect(NodeId node, Incarnation incarnation, NodeId from) implements Claim {}

    /**
     * The member was given up, or has left.
     *
     * @param node whom the claim is about
     * @param incarnation at which number
     * @param from who says so; the member itself when it leaves
     */
    record Dead(NodeId node, Incarnation incarnation, NodeId from) implements Claim {

        /** Tells whether this is the member's own goodbye. */
        public boolean isGoodbye() {
            return node.equals(from);
        }
    }

    /**
     * Bytes of the application on top.
     *
     * @param content opaque
     */
    record UserData(Bytes content) implements Message, StreamMessage {}
}

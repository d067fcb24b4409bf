package dev.swarm.engine.wire;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One message as it travels on a stream: a request or its reply (specification section 7). */
public sealed interface StreamMessage
        permits Message.Ping, Message.Ack, Message.UserData, StreamMessage.PushPull, StreamMessage.Failure {

    /**
     * Everything the sender knows of the members.
     *
     * @param join true when the initiator joins, false for anti-entropy; the reply repeats it
     * @param records all members the sender remembers, itself included
     * @param userState opaque bytes of the application, possibly none
     */
    record PushPull(boolean join, List<MemberRecord> records, Bytes userState) implements StreamMessage {

        /** Takes an unmodifiable copy of the list. */
        public PushPull {
            records = List.copyOf(records);
        }
    }

    /**
     * The request could not be read.
     *
     * @param reason text of the peer, for people only
     */
    record Failure(String reason) implements StreamMessage {}

    /**
     * One member as its sender knows it.
     *
     * @param name whom the record is about
     * @param address where it receives; the byte form is passed on as it came
     * @param incarnation the number of the claim the sender believes
     * @param state what the sender believes
     * @param meta what the member says of itself, {@code null} if nothing
     * @param versions what it speaks; {@code null} if the sender knows no six bytes
     */
    record MemberRecord(
            NodeId name,
            NodeAddress address,
            Incarnation incarnation,
            MemberState state,
            @Nullable Bytes meta,
            @Nullable Versions versions) {}

    /** States with their numbers on the wire, which are the ordinals. */
    enum MemberState {
        /** Here. */
        ALIVE,
        /** Doubted. */
        SUSPECT,
        /** Given up. */
        DEAD,
        /** Said goodbye. */
        LEFT
    }
}

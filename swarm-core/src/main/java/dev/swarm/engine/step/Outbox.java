package dev.swarm.engine.step;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.event.SwarmEvent;
import java.nio.ByteBuffer;

/**
 * The one door by which an engine acts on the world. Implementations only note what is wanted and act after the step
 * has ended: they must never call back into the engine, block or throw.
 *
 * <p>Byte arrays handed over belong to the receiver from then on.
 */
public interface Outbox {

    /** Sends one datagram from the listening socket. May be lost. */
    void datagram(NodeAddress to, byte[] packet);

    /**
     * Dials a stream. Bytes may be written at once; the shell keeps them until the connection stands. If it cannot be
     * made the engine is told that the stream closed.
     */
    void connect(StreamId stream, NodeAddress to);

    /**
     * As {@link #connect}, but under TLS: the engine is told when the handshake is over, and what is written before is
     * kept until then. A stream whose handshake fails is told to have ended as {@link StreamEnd#FAILED}.
     */
    void connectSecured(StreamId stream, NodeAddress to);

    /** Writes to a stream; ignored if the stream is closed already. */
    void write(StreamId stream, byte[] bytes);

    /**
     * As {@link #write(StreamId, byte[])}, but copies nothing: what is written stands where it leaves from.
     *
     * @param length how many bytes leave
     * @return room for as many, which must be full before the step ends, and is not to be touched after it
     */
    default ByteBuffer write(StreamId stream, int length) {
        byte[] bytes = new byte[length];
        write(stream, bytes);
        return ByteBuffer.wrap(bytes);
    }

    /** Flushes what was written, then closes. The engine is not told of a close it asked for. */
    void close(StreamId stream);

    /** States something that became true; the shell tells listeners after the new read model is published. */
    void fact(SwarmEvent event);

    /**
     * Tells whether anybody would hear of a fact that is stated now; who begins to listen later sees what others see
     * already. An engine that says nothing to nobody need not ask.
     */
    default boolean isHeard() {
        return true;
    }

    /** Has something run beside the loop. An engine that places no workers never asks for it. */
    default void effect(Effect effect) {
        throw new IllegalStateException("Nobody here does " + effect);
    }

    /** Answers a command. Each ticket is answered exactly once. */
    void answer(Ticket ticket, Answer answer);
}

package dev.swarm.runtime;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.Rejection;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.runtime.transport.Inbound;
import java.util.Arrays;
import java.util.function.Consumer;

/** Makes one step of the engine of each thing that comes in. */
final class EngineInbound implements Inbound {

    private final SwarmEngine engine;
    private final Turns turns;
    private final Consumer<Throwable> onLost;

    EngineInbound(SwarmEngine engine, Turns turns, Consumer<Throwable> onLost) {
        this.engine = engine;
        this.turns = turns;
        this.onLost = onLost;
    }

    @Override
    public void onDatagram(NodeAddress from, byte[] packet) {
        turns.run("datagram", now -> engine.onDatagram(now, from, packet));
    }

    @Override
    public void onSendingBlocked(boolean blocked) {
        turns.run("sending blocked", now -> engine.onSendingBlocked(now, blocked));
    }

    @Override
    public void onStreamAccepted(StreamId stream, NodeAddress from) {
        turns.run("stream accepted", now -> engine.onStreamAccepted(now, stream, from));
    }

    @Override
    public void onStreamSecured(StreamId stream, byte[] fingerprint) {
        turns.run("stream secured", now -> engine.onStreamSecured(now, stream, Bytes.owning(fingerprint)));
    }

    @Override
    public void onStreamBytes(StreamId stream, byte[] lent, int length) {
        byte[] bytes = turns.isRunning() ? Arrays.copyOf(lent, length) : lent;
        turns.run("stream bytes", now -> engine.onStreamBytes(now, stream, bytes, length));
    }

    @Override
    public void onStreamClosed(StreamId stream, StreamEnd end) {
        turns.run("stream closed", now -> engine.onStreamClosed(now, stream, end));
    }

    /** Counted here, as the engine never hears of it; on the loop's thread, which is the counters' one writer. */
    @Override
    public void onStreamRefused(NodeAddress peer, Rejection reason) {
        engine.counters().increment(reason);
    }

    @Override
    public void onLost(Throwable cause) {
        onLost.accept(cause);
    }
}

package dev.swarm.sim.net;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** One process's hold on the network: an address at which it receives, and its ends of streams. */
public final class SimSocket {

    private static final int FIRST_EPHEMERAL_PORT = 32_768;
    private static final int EPHEMERAL_PORTS = 28_232;

    private final SimNetwork network;
    private final NodeAddress address;
    private final SimEndpoint endpoint;
    private final Traffic traffic;
    private final Map<StreamId, StreamHandle> ends = new LinkedHashMap<>();
    private Bytes fingerprint = Bytes.EMPTY;
    private long accepted;
    private int dialled;

    SimSocket(SimNetwork network, NodeAddress address, SimEndpoint endpoint, Traffic traffic) {
        this.network = network;
        this.address = address;
        this.endpoint = endpoint;
        this.traffic = traffic;
    }

    /** Returns where it receives. */
    public NodeAddress address() {
        return address;
    }

    /** Returns how many streams are open here. */
    public int openStreams() {
        return ends.size();
    }

    /**
     * Sends one datagram.
     *
     * @throws IllegalStateException if it does not fit UDP
     */
    public void send(NodeAddress to, byte[] packet) {
        traffic.sentDatagram(packet.length);
        network.send(address, to, packet);
    }

    /**
     * Dials. Bytes may be written at once.
     *
     * @throws IllegalStateException if a stream of this name is open
     */
    public void connect(StreamId stream, NodeAddress to) {
        dial(stream, to, false);
    }

    /** Dials under TLS: both ends are told what certificate the other one has, then bytes flow. */
    public void connectSecured(StreamId stream, NodeAddress to) {
        dial(stream, to, true);
    }

    /** Has this certificate from now on. */
    public void prove(Bytes certificate) {
        fingerprint = certificate;
    }

    /** Breaks one open stream, as a middlebox does that forgets it; both ends are told. */
    public void breakOne(SplittableRandom chance) {
        if (!ends.isEmpty()) {
            List<StreamHandle> open = new ArrayList<>(ends.values());
            StreamHandle end = open.get(chance.nextInt(open.size()));
            lose(end, StreamEnd.CLOSED);
            end.out().reset();
        }
    }

    private void dial(StreamId stream, NodeAddress to, boolean secured) {
        if (ends.containsKey(stream)) {
            throw new IllegalStateException(stream + " is open already");
        }
        traffic.dialled();
        NodeAddress dialler = address.withPort(FIRST_EPHEMERAL_PORT + dialled++ % EPHEMERAL_PORTS);
        StreamPipe there = new StreamPipe(network, new StreamPipe.Route(address, dialler, to), secured);
        StreamHandle end = new StreamHandle(this, stream, there);
        ends.put(stream, end);
        there.dial(end);
    }

    /** Writes to a stream; ignored if it is not open. */
    public void write(StreamId stream, byte[] bytes) {
        StreamHandle end = ends.get(stream);
        if (end != null) {
            traffic.sentOnStream(bytes.length);
            end.out().write(bytes);
        }
    }

    /** Closes a stream after all that was written; ignored if it is not open. */
    public void close(StreamId stream) {
        StreamHandle end = ends.remove(stream);
        if (end != null) {
            end.out().end();
        }
    }

    /** The process ended: the address is free, and peers of open streams are told at once, if anything reaches them. */
    public void release() {
        network.release(this);
        for (StreamHandle end : new ArrayList<>(ends.values())) {
            end.out().reset();
        }
        ends.clear();
    }

    /** The host lost its power: nobody is told anything, and dialling it gets no answer. */
    public void powerOff() {
        network.release(this);
        network.darken(address);
        for (StreamHandle end : new ArrayList<>(ends.values())) {
            end.out().drop();
        }
        ends.clear();
    }

    void receive(NodeAddress from, byte[] packet) {
        traffic.receivedDatagram(packet.length);
        endpoint.onDatagram(from, packet);
    }

    StreamHandle accept(NodeAddress from, StreamPipe out) {
        StreamHandle end = new StreamHandle(this, new StreamId(StreamId.Origin.PEER, accepted++), out);
        ends.put(end.id(), end);
        endpoint.onStreamAccepted(end.id(), from);
        return end;
    }

    Bytes fingerprint() {
        return fingerprint;
    }

    /** TLS is through, and the other end has this certificate. */
    void secure(StreamHandle end, Bytes other) {
        if (isOpen(end)) {
            endpoint.onStreamSecured(end.id(), other);
        }
    }

    boolean isOpen(StreamHandle end) {
        return end.equals(ends.get(end.id()));
    }

    void receive(StreamHandle end, byte[] bytes) {
        traffic.receivedOnStream(bytes.length);
        endpoint.onStreamBytes(end.id(), bytes);
    }

    /** The stream is over for this end, and not by its own wish. */
    void lose(StreamHandle end, StreamEnd how) {
        if (isOpen(end)) {
            ends.remove(end.id());
            end.out().drop();
            endpoint.onStreamClosed(end.id(), how);
        }
    }
}

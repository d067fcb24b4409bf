package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.TrafficCounter;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.wire.CompoundBuilder;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.MessageEncoder;
import dev.swarm.engine.wire.PacketCodec;

/** Fills datagrams: a message with as many rumors as fit beside it, sealed for the wire. */
final class Sender {

    private final Outbox outbox;
    private final PacketCodec codec;
    private final Counters counters;
    private final RumorQueue rumors;
    private final int packetSize;

    Sender(Outbox outbox, PacketCodec codec, Counters counters, RumorQueue rumors, int packetSize) {
        this.outbox = outbox;
        this.codec = codec;
        this.counters = counters;
        this.rumors = rumors;
        this.packetSize = packetSize;
    }

    /** Sends one message, and rumors with it. */
    void send(NodeAddress to, Message message, int retransmitLimit) {
        CompoundBuilder packet = newPacket();
        packet.add(MessageEncoder.encode(message));
        rumors.fill(packet, retransmitLimit);
        transmit(to, packet, false);
    }

    /** Sends exactly these messages. The checksum is only for members known to understand it. */
    void sendOnly(NodeAddress to, boolean checksum, Message... messages) {
        CompoundBuilder packet = newPacket();
        for (Message message : messages) {
            packet.add(MessageEncoder.encode(message));
        }
        transmit(to, packet, checksum);
    }

    /** Sends rumors alone; nothing if there are none. */
    void gossip(NodeAddress to, boolean checksum, int retransmitLimit) {
        CompoundBuilder packet = newPacket();
        rumors.fill(packet, retransmitLimit);
        if (packet.parts() > 0) {
            transmit(to, packet, checksum);
        }
    }

    private CompoundBuilder newPacket() {
        return new CompoundBuilder(packetSize - codec.overhead());
    }

    private void transmit(NodeAddress to, CompoundBuilder packet, boolean checksum) {
        byte[] sealed = codec.seal(packet.build(), checksum);
        counters.increment(TrafficCounter.PACKETS_OUT);
        counters.add(TrafficCounter.BYTES_OUT, sealed.length);
        outbox.datagram(to, sealed);
    }
}

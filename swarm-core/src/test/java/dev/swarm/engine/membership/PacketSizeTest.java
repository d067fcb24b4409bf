package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Gossip;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.Sharing;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.CompoundBuilder;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.MessageEncoder;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.Versions;
import dev.swarm.engine.wire.WireSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No datagram is longer than the packet size, and none is too long to be sent at all. */
class PacketSizeTest {

    private static final int LEAST = 1_200;
    private static final NodeId LONGEST = NodeId.of("n".repeat(NodeId.MAX_BYTES));

    static Stream<WireSettings> wires() {
        Keyring ring = Keyring.of(List.of(new byte[32]));
        return Stream.of("", "shop", "l".repeat(255))
                .flatMap(label -> Stream.of(Keyring.none(), ring)
                        .flatMap(keys -> Stream.of(true, false)
                                .map(compress ->
                                        new WireSettings(label, keys, compress, new SplittableRandom(1)::nextBytes))));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void mixesOfAllLengthsStayWithinThePacketSize(WireSettings wire) {
        SplittableRandom chance = new SplittableRandom(7);
        List<Message> mix = new ArrayList<>();
        for (int i = 2; i < 120; i++) {
            String name = "n" + i + "x".repeat(chance.nextInt(250));
            byte[] filler = new byte[chance.nextInt(NodeMeta.MAX_BYTES + 1)];
            chance.nextBytes(filler);
            mix.add(Peer.node(name, i).telling(Bytes.owning(filler)).alive(chance.nextLong(1, 1L << 31)));
        }
        assertThat(run(wire, "a", mix))
                .as("some are well filled")
                .anyMatch(size -> size > (wire.compress() ? 900 : 1_100));
    }

    @ParameterizedTest
    @MethodSource("wires")
    void theLongestNamesAndMetadataCanBeTold(WireSettings wire) {
        byte[] sixteen = new byte[16];
        Arrays.fill(sixteen, (byte) 0xFD);
        byte[] meta = new byte[NodeMeta.MAX_BYTES];
        new SplittableRandom(3).nextBytes(meta);
        NodeAddress address = NodeAddress.of(sixteen, 65_535);
        Versions versions = new Versions(1, 5, 2, 0, 255, 5);
        List<Message> mix = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            NodeId name = NodeId.of(i + "n".repeat(NodeId.MAX_BYTES - 1));
            Alive alive = Peer.node(name.name(), 2).alive(0xFFFE_0000L);
            mix.add(new Alive(name, alive.incarnation(), address, Bytes.owning(meta), versions));
        }
        run(wire, LONGEST.name(), mix);
    }

    @Test
    void theLongestMessagesFitTheLeastPacketSize() {
        WireSettings wire = new WireSettings(
                "l".repeat(255), Keyring.of(List.of(new byte[32])), false, nonce -> Arrays.fill(nonce, (byte) 1));
        NodeAddress address = NodeAddress.of(new byte[16], 65_535);
        Alive alive = Peer.node("b", 2).alive(0xFFFF_0000L);
        List<Message> longest = List.of(
                new Alive(LONGEST, alive.incarnation(), address, Bytes.owning(new byte[512]), Versions.OURS),
                new Ping(0xFFFF_FFFFL, LONGEST, address, LONGEST),
                new IndirectPing(0xFFFF_FFFFL, LONGEST, address, true, address, LONGEST),
                new Suspect(LONGEST, alive.incarnation(), LONGEST));
        int budget = LEAST - new PacketCodec(wire).overhead();
        for (Message message : longest) {
            assertThat(new CompoundBuilder(budget).add(MessageEncoder.encode(message)))
                    .as("%s", message.getClass().getSimpleName())
                    .isTrue();
        }
    }

    /** Everything a node sends for a while, with members that are silent, doubted and asked for. */
    private static List<Integer> run(WireSettings wire, String name, List<Message> mix) {
        MembershipConfig lan = MembershipConfig.lan();
        MembershipConfig config =
                lan.with(new Gossip(lan.gossip().interval(), 3, lan.gossip().toTheDeadTime(), 4, LEAST, true));
        Recorder out = new Recorder();
        EngineSettings settings = new EngineSettings(
                NodeId.of(name),
                StepRig.HOME,
                Peer.meta(1_000_000),
                wire,
                config,
                PlaneConfig.defaults(),
                Sharing.none(),
                Sharing.topology(),
                Sharing.monitor(),
                Sharing.comms(),
                Sharing.registry(),
                5);
        SwarmEngine engine = new SwarmEngine(settings, out);
        PacketCodec codec = new PacketCodec(wire);
        long nanos = 1_000;
        engine.start(new Now(nanos, StepRig.START_MILLIS), new Ticket(1));
        for (Message message : mix) {
            engine.onDatagram(
                    new Now(nanos, StepRig.START_MILLIS), Peer.at(9), codec.seal(MessageEncoder.encode(message), true));
        }
        long until = Duration.ofSeconds(12).toNanos();
        while (engine.nextDeadlineNanos() < until) {
            nanos = Math.max(nanos, engine.nextDeadlineNanos());
            engine.onTime(new Now(nanos, StepRig.START_MILLIS));
        }
        assertThat(engine.load().members()).isEqualTo(mix.size() + 1);
        List<Integer> sizes =
                out.packets.stream().map(packet -> packet.bytes().length()).toList();
        assertThat(sizes).hasSizeGreaterThan(20).allMatch(size -> size <= LEAST);
        assertThat(out.packets.stream().allMatch(packet -> isWhole(codec, packet.bytes())))
                .isTrue();
        return sizes;
    }

    private static boolean isWhole(PacketCodec codec, Bytes packet) {
        try {
            return codec.open(packet.toArray()).rejections().isEmpty();
        } catch (MalformedPacketException malformed) {
            return false;
        }
    }
}

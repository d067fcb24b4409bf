package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.ClusterView;
import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Sync;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Fellow;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Alive;
import dev.swarm.engine.wire.Message.Dead;
import dev.swarm.engine.wire.Message.IndirectPing;
import dev.swarm.engine.wire.Message.Nack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.StreamMessage;
import dev.swarm.engine.wire.StreamMessage.Failure;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.MemberState;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.Versions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever arrives, in whatever order: no step throws, nothing grows beyond its bound, the engine never asks for a
 * wake-up that does nothing, and the same inputs give the same outputs.
 */
class HostileInputTest {

    private static final int STEPS = 600;
    private static final List<StreamEnd> ENDS = List.of(StreamEnd.values());

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void nothingStopsANodeAndNothingIsLeftToChance(int seed) {
        StepRig first = new Attack(seed).run();
        StepRig second = new Attack(seed).run();

        assertThat(second.out.packets).isEqualTo(first.out.packets);
        assertThat(second.out.facts).isEqualTo(first.out.facts);
        assertThat(second.engine.view()).isEqualTo(first.engine.view());
        assertThat(second.out.streams.keySet()).isEqualTo(first.out.streams.keySet());
    }

    /** One run of random inputs, from a few names, addresses and numbers, so that they meet. */
    private static final class Attack {

        private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "n".repeat(NodeId.MAX_BYTES)};

        private final SplittableRandom chance;
        private final StepRig rig;

        private Attack(int seed) {
            chance = new SplittableRandom(seed);
            Sync sync = new Sync(
                    Duration.ofSeconds(5),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(chance.nextInt(5)),
                    Duration.ofMinutes(1));
            MembershipConfig config = (seed % 2 == 0 ? MembershipConfig.lan() : MembershipConfig.local()).with(sync);
            rig = new StepRig(config, StepRig.PLAIN, Peer.meta(StepRig.START_MILLIS), seed);
        }

        private StepRig run() {
            rig.start();
            for (int step = 0; step < STEPS; step++) {
                arrive();
                if (chance.nextInt(4) == 0) {
                    rig.advance(Duration.ofMillis(chance.nextInt(700)));
                }
                check(step);
            }
            rig.leave();
            rig.advance(Duration.ofSeconds(5));
            check(STEPS);
            return rig;
        }

        private void arrive() {
            switch (chance.nextInt(14)) {
                case 0, 1, 2, 3 -> rig.receive(address(), message());
                case 4 -> rig.receive(address(), message(), message(), message());
                case 5 -> rig.engine.onDatagram(rig.now(), address(), noise());
                case 6 -> rig.dialledBy(peer(), table());
                case 7 -> rig.dialledBy(peer(), streamMessage());
                case 8 -> rig.engine.onStreamBytes(rig.now(), rig.acceptedFrom(peer()), noise());
                case 9, 10 -> answerADial();
                case 11 -> rig.engine.onCandidates(rig.now(), List.of(address(), address()));
                case 12 -> link();
                default -> command();
            }
        }

        private void command() {
            switch (chance.nextInt(3)) {
                case 0 -> rig.join(address());
                case 1 -> rig.engine.updateWebAddress(rig.now(), chance.nextBoolean() ? "http://x" : null);
                default -> rig.engine.onTime(rig.now());
            }
        }

        private void link() {
            byte[] hello = new LinkCodec(rig.packets).hello(name());
            StreamId stream = rig.acceptedFrom(peer());
            rig.engine.onStreamBytes(rig.now(), stream, chance.nextInt(4) == 0 ? new byte[] {hello[0], 1} : hello);
            if (chance.nextBoolean() && !rig.out.stream(stream).isClosed()) {
                rig.fail(stream, StreamEnd.CLOSED);
            }
        }

        private void answerADial() {
            List<StreamId> open = rig.out.streams.entrySet().stream()
                    .filter(each ->
                            each.getValue().isDialled() && !each.getValue().isClosed())
                    .map(Map.Entry::getKey)
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            StreamId stream = open.get(chance.nextInt(open.size()));
            switch (chance.nextInt(4)) {
                case 0 -> rig.fail(stream, ENDS.get(chance.nextInt(ENDS.size())));
                case 1 -> rig.reply(stream, streamMessage());
                case 2 -> rig.engine.onStreamBytes(rig.now(), stream, noise());
                default -> rig.reply(stream, table());
            }
        }

        private Message message() {
            return switch (chance.nextInt(11)) {
                case 0, 1, 2 -> alive();
                case 3 -> new Suspect(name(), incarnation(), name());
                case 4 -> new Dead(name(), incarnation(), name());
                case 5 -> new Ping(number(), chance.nextBoolean() ? name() : null, maybeAddress(), null);
                case 6 -> new Ack(number(), null);
                case 7 -> new Nack(number());
                case 8 -> new IndirectPing(number(), name(), address(), chance.nextBoolean(), maybeAddress(), name());
                case 9 -> new Fellow.Gone(name(), incarnation(), name()).toUserData();
                default -> new Message.UserData(Bytes.owning(noise()));
            };
        }

        private Alive alive() {
            return new Alive(name(), incarnation(), address(), meta(), versions());
        }

        private PushPull table() {
            List<MemberRecord> records = new ArrayList<>();
            MemberState[] states = MemberState.values();
            for (int i = chance.nextInt(8); i > 0; i--) {
                MemberState state = states[chance.nextInt(states.length)];
                records.add(new MemberRecord(name(), address(), incarnation(), state, meta(), versions()));
            }
            return new PushPull(chance.nextBoolean(), records, Bytes.EMPTY);
        }

        private StreamMessage streamMessage() {
            return switch (chance.nextInt(4)) {
                case 0 -> new Ping(number(), name(), null, null);
                case 1 -> new Ack(number(), null);
                case 2 -> new Failure("no");
                default -> new Message.UserData(Bytes.owning(noise()));
            };
        }

        private Peer peer() {
            return Peer.node(NAMES[1 + chance.nextInt(5)], 1 + chance.nextInt(9));
        }

        private NodeId name() {
            return NodeId.of(NAMES[chance.nextInt(NAMES.length)]);
        }

        private NodeAddress address() {
            NodeAddress address = Peer.at(1 + chance.nextInt(9));
            return chance.nextInt(20) == 0 ? address.withPort(0) : address;
        }

        private @Nullable NodeAddress maybeAddress() {
            return chance.nextBoolean() ? address() : null;
        }

        private Incarnation incarnation() {
            long near = rig.ownIncarnation() + chance.nextInt(3) - 1;
            return new Incarnation(
                    switch (chance.nextInt(8)) {
                        case 0 -> near;
                        case 1 -> chance.nextBoolean() ? Incarnation.MAX : Incarnation.MAX_ACCUSED;
                        case 2 -> chance.nextLong(0xFFFF_FFFFL);
                        default -> chance.nextInt(12);
                    });
        }

        private long number() {
            return chance.nextInt(10) == 0 ? chance.nextLong(1L << 32) : chance.nextInt(200);
        }

        private @Nullable Bytes meta() {
            return switch (chance.nextInt(4)) {
                case 0 -> null;
                case 1 -> Bytes.owning(noise());
                default -> Peer.meta(StepRig.START_MILLIS + chance.nextInt(4)).encode();
            };
        }

        private @Nullable Versions versions() {
            return switch (chance.nextInt(6)) {
                case 0 -> null;
                case 1 -> new Versions(b(), b(), b(), b(), b(), b());
                case 2 -> new Versions(1, 5, 2, 2, 5, 5);
                default -> Versions.OURS.withDelegate(chance.nextInt(6));
            };
        }

        private int b() {
            return chance.nextInt(7);
        }

        private byte[] noise() {
            byte[] bytes = new byte[chance.nextInt(60)];
            chance.nextBytes(bytes);
            return bytes;
        }

        private void check(int step) {
            assertThat(rig.engine.load().isWithin(Load.MAX))
                    .as("step %d: %s", step, rig.engine.load())
                    .isTrue();
            ClusterView view = rig.engine.view();
            assertThat(rig.engine.view()).isSameAs(view);
            assertThat(view.members()).isSortedAccordingTo(Comparator.comparing(Member::id));
            assertThat(view.selfMember().address()).isEqualTo(StepRig.HOME);
            assertThat(rig.engine.load().rumors())
                    .isLessThanOrEqualTo(rig.engine.load().members());
        }
    }
}

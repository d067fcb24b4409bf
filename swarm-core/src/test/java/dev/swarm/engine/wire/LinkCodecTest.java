package dev.swarm.engine.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.swarm.api.Incarnation;
import dev.swarm.api.NodeId;
import dev.swarm.api.Rejection;
import dev.swarm.engine.wire.LinkCodec.Signal;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links and the messages among nodes of ours. */
class LinkCodecTest {

    private static final NodeId GOTHAM = NodeId.of("gotham");
    private static final int RANDOM_INPUTS = 100_000;

    private final LinkCodec codec = codec("swarm", Keyring.none());

    @Test
    void aHelloIsReadWhereverItIsCut() throws MalformedPacketException {
        byte[] hello = codec.hello(GOTHAM);
        assertThat(hello[0]).isEqualTo(LinkCodec.FIRST);
        for (int cut = 0; cut < hello.length; cut++) {
            LinkCodec.Reader reader = codec.reader();
            assertThat(reader.feed(Arrays.copyOf(hello, cut))).isNull();
            assertThat(reader.feed(Arrays.copyOfRange(hello, cut, hello.length)))
                    .isEqualTo(new Signal.Hello(GOTHAM));
            assertThat(reader.feed(LinkCodec.bye())).isEqualTo(new Signal.Bye());
        }
    }

    @Test
    void aHelloOfAnotherClusterOrKeyIsRefused() {
        byte[] hello = codec.hello(GOTHAM);
        assertRejected(codec("other", Keyring.none()), hello, Rejection.FOREIGN_CLUSTER);
        assertRejected(codec("swarm", Keyring.fromSecret("secret")), hello, Rejection.WRONG_KEY);
    }

    @Test
    void whatIsNoLinkOrSaysTooMuchIsRefused() {
        assertRejected(codec, new byte[] {0x16, 3, 1}, Rejection.UNEXPECTED_TYPE);
        assertRejected(codec, new byte[] {LinkCodec.FIRST, (byte) 0xFF, (byte) 0xFF}, Rejection.OVERSIZED);
        assertRejected(codec, new byte[LinkCodec.MAX_HELLO_BYTES + 10], Rejection.OVERSIZED);
        byte[] empty = {LinkCodec.FIRST, 0, 0};
        assertRejected(codec("", Keyring.none()), empty, Rejection.MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void randomBytesAreRefusedOrWaitedForButNeverMore(int seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int i = 0; i < RANDOM_INPUTS; i++) {
            byte[] bytes = new byte[1 + random.nextInt(40)];
            random.nextBytes(bytes);
            bytes[0] = random.nextBoolean() ? LinkCodec.FIRST : bytes[0];
            try {
                assertThat(codec.reader().feed(bytes) instanceof Signal.Hello).isFalse();
            } catch (MalformedPacketException malformed) {
                refused++;
            }
            Fellow fellow = Fellow.of(new Message.UserData(Bytes.owning(bytes)));
            if (fellow != null) {
                byte[] said = fellow.toUserData().content().toArray();
                assertThat(Arrays.copyOf(bytes, said.length))
                        .as("what was read")
                        .isEqualTo(said);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void messagesAmongFellowsComeBackAsTheyWere() {
        Fellow gone = new Fellow.Gone(GOTHAM, new Incarnation(Incarnation.MAX), NodeId.of("métropolis"));
        for (Fellow message : new Fellow[] {gone, new Fellow.Hello(NodeId.of("x".repeat(NodeId.MAX_BYTES)))}) {
            byte[] bytes = message.toUserData().content().toArray();
            assertThat(Fellow.of(new Message.UserData(Bytes.owning(bytes)))).isEqualTo(message);
            for (int length = 0; length < bytes.length; length++) {
                Bytes cut = Bytes.owning(Arrays.copyOf(bytes, length));
                assertThat(Fellow.of(new Message.UserData(cut))).isNull();
            }
        }
    }

    private static void assertRejected(LinkCodec codec, byte[] bytes, Rejection reason) {
        assertThatThrownBy(() -> codec.reader().feed(bytes))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        malformed -> assertThat(malformed.rejection()).isEqualTo(reason));
    }

    private static LinkCodec codec(String label, Keyring keyring) {
        SplittableRandom nonces = new SplittableRandom(7);
        return new LinkCodec(new PacketCodec(new WireSettings(label, keyring, false, nonces::nextBytes)));
    }
}

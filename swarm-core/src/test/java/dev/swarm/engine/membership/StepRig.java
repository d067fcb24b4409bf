package dev.swarm.engine.membership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.api.config.MembershipConfig.Sync;
import dev.swarm.api.config.PlaneConfig;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.EngineSettings;
import dev.swarm.engine.Sharing;
import dev.swarm.engine.SwarmEngine;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.StreamEnd;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.CompoundBuilder;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.LinkCodec;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.MessageEncoder;
import dev.swarm.engine.wire.NodeMeta;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.StreamCodec;
import dev.swarm.engine.wire.StreamMessage;
import dev.swarm.engine.wire.StreamMessage.MemberRecord;
import dev.swarm.engine.wire.StreamMessage.PushPull;
import dev.swarm.engine.wire.WireSettings;
import dev.swarm.engine.wire.frame.Frames;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One engine in a room without clock and sockets: the test says what time it is and what arrives, and reads what the
 * engine wanted to send. Peers may be told to answer pings; everybody else is silent.
 */
final class StepRig {

    static final NodeId SELF = NodeId.of("a");
    static final NodeAddress HOME = Peer.at(1);
    static final long START_MILLIS = 1_700_000_000_000L;
    static final long FIRST_INCARNATION = START_MILLIS / 1_000;
    static final WireSettings PLAIN =
            new WireSettings("test", Keyring.none(), false, nonce -> Arrays.fill(nonce, (byte) 7));

    private static final int STUCK_AFTER = 3;

    final SwarmEngine engine;
    final Recorder out = new Recorder();
    final PacketCodec packets;
    final StreamCodec streams;
    private final Map<NodeAddress, NodeId> answering = new HashMap<>();
    private long nanos = Duration.ofDays(1).toNanos();
    private long wallMillis = START_MILLIS;
    private long tickets;
    private long accepted;
    private int looked;
    private int read;
    private int readFacts;

    StepRig(MembershipConfig config, WireSettings wire, NodeMeta meta, long seed) {
        packets = new PacketCodec(wire);
        streams = new StreamCodec(wire);
        engine = new SwarmEngine(
                new EngineSettings(
                        SELF,
                        HOME,
                        meta,
                        wire,
                        config,
                        PlaneConfig.defaults(),
                        Sharing.none(),
                        Sharing.topology(),
                        Sharing.monitor(),
                        Sharing.comms(),
                        Sharing.registry(),
                        seed),
                out);
    }

    /** Returns a node that has started and founded its cluster alone; figures of a LAN, no exchanges of its own. */
    static StepRig founded() {
        return founded(quiet(MembershipConfig.lan()));
    }

    static StepRig founded(MembershipConfig config) {
        StepRig rig = fresh(config);
        rig.start();
        rig.advance(Duration.ofSeconds(2));
        rig.forget();
        return rig;
    }

    /** Returns a node that was not started. */
    static StepRig fresh(MembershipConfig config) {
        return new StepRig(config, PLAIN, Peer.meta(START_MILLIS), 42);
    }

    /** Returns the same without table exchanges of its own accord. */
    static MembershipConfig quiet(MembershipConfig config) {
        Sync sync = config.sync();
        return config.with(
                new Sync(Duration.ofDays(1), sync.streamTimeout(), sync.deadNodeReclaimTime(), sync.forgetTime()));
    }

    /** Returns LAN figures without urgent probes, which would mix with the probes of a test. */
    static MembershipConfig calm() {
        return quiet(MembershipConfig.lan()).with(new Lifeguard(8, true, false));
    }

    Now now() {
        return new Now(nanos, wallMillis);
    }

    Ticket start() {
        Ticket ticket = new Ticket(++tickets);
        engine.start(now(), ticket);
        return ticket;
    }

    Ticket join(NodeAddress address) {
        Ticket ticket = new Ticket(++tickets);
        engine.join(now(), address, ticket);
        return ticket;
    }

    Ticket leave() {
        Ticket ticket = new Ticket(++tickets);
        engine.leave(now(), ticket);
        return ticket;
    }

    @Nullable
    Answer answer(Ticket ticket) {
        return out.answers.get(ticket);
    }

    /** Steps the wall clock only, as an administrator might. */
    void setWallMillis(long millis) {
        wallMillis = millis;
    }

    /** Lets time pass; the engine is woken exactly when it asked for it, and must then ask for a later time. */
    void advance(Duration time) {
        long until = nanos + time.toNanos();
        int stuck = 0;
        answerPings();
        while (engine.nextDeadlineNanos() <= until) {
            long next = Math.max(nanos, engine.nextDeadlineNanos());
            stuck = next > nanos ? 0 : stuck + 1;
            assertThat(stuck).as("wake-ups at the same moment").isLessThanOrEqualTo(STUCK_AFTER);
            moveTo(next);
            engine.onTime(now());
            answerPings();
        }
        moveTo(until);
    }

    /** The whole process stands still: time passes, and nothing happens before the test makes it. */
    void standStill(Duration time) {
        moveTo(nanos + time.toNanos());
    }

    private void moveTo(long next) {
        wallMillis += next / 1_000_000 - nanos / 1_000_000;
        nanos = next;
    }

    /** These peers answer every ping from now on, at once. */
    void answering(Peer... peers) {
        for (Peer peer : peers) {
            answering.put(peer.address(), peer.id());
        }
    }

    /** This peer falls silent again. */
    void silence(Peer peer) {
        answering.remove(peer.address());
    }

    private void answerPings() {
        while (looked < out.packets.size()) {
            Recorder.Packet packet = out.packets.get(looked++);
            NodeId name = answering.get(packet.to());
            for (Message message : name == null ? List.<Message>of() : open(packet.bytes())) {
                if (message instanceof Ping ping
                        && ping.target() != null
                        && ping.target().equals(name)) {
                    receive(packet.to(), new Ack(ping.seqNo(), null));
                }
            }
        }
    }

    /** Takes one datagram with these messages. */
    void receive(NodeAddress from, Message... messages) {
        CompoundBuilder compound = new CompoundBuilder(65_000);
        for (Message message : messages) {
            assertThat(compound.add(MessageEncoder.encode(message))).isTrue();
        }
        engine.onDatagram(now(), from, packets.seal(compound.build(), false));
    }

    void receive(Peer from, Message... messages) {
        receive(from.address(), messages);
    }

    /** Makes members of these peers, at incarnation 5, and lets them answer. */
    void meet(Peer... peers) {
        answering(peers);
        for (Peer peer : peers) {
            receive(peer, peer.alive(5));
        }
    }

    /** As {@link #meet}, then waits until nothing is passed on any more. */
    void settleWith(Peer... peers) {
        meet(peers);
        advance(Duration.ofSeconds(20));
        assertThat(engine.load().rumors()).isZero();
        forget();
    }

    /** A peer dials and says this; returns the stream. */
    StreamId dialledBy(Peer from, StreamMessage message) {
        StreamId stream = acceptedFrom(from);
        engine.onStreamBytes(now(), stream, streams.encode(message, true));
        return stream;
    }

    StreamId acceptedFrom(Peer from) {
        StreamId stream = new StreamId(StreamId.Origin.PEER, ++accepted);
        out.stream(stream);
        engine.onStreamAccepted(now(), stream, from.address().withPort(40_000));
        return stream;
    }

    /** A peer exchanges tables with the node; returns what the node answered. */
    PushPull exchangeWith(Peer from, MemberRecord... records) {
        StreamId stream = dialledBy(from, table(false, records));
        return (PushPull) said(stream);
    }

    static PushPull table(boolean join, MemberRecord... records) {
        return new PushPull(join, List.of(records), Bytes.EMPTY);
    }

    /** Returns the short streams that are open to an address. */
    List<StreamId> dialsTo(NodeAddress address) {
        return out.streams.entrySet().stream()
                .filter(each ->
                        each.getValue().isDialledTo(address) && !each.getValue().isClosed())
                .filter(each -> each.getValue().bytes()[0] != LinkCodec.FIRST
                        && each.getValue().bytes()[0] != Frames.FIRST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the open links to an address that the node dialled. */
    List<StreamId> linksTo(NodeAddress address) {
        return out.streams.entrySet().stream()
                .filter(each ->
                        each.getValue().isDialledTo(address) && !each.getValue().isClosed())
                .filter(each -> each.getValue().bytes()[0] == LinkCodec.FIRST)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The dialled peer answers this. */
    void reply(StreamId stream, StreamMessage message) {
        engine.onStreamBytes(now(), stream, streams.encode(message, false));
    }

    void fail(StreamId stream, StreamEnd end) {
        engine.onStreamClosed(now(), stream, end);
    }

    /** Returns what the node wrote on a stream. */
    StreamMessage said(StreamId stream) {
        Recorder.Written written = out.stream(stream);
        try {
            StreamMessage message = streams.decoder(written.isDialled()).feed(written.bytes());
            if (message == null) {
                throw new AssertionError("Nothing whole on " + stream);
            }
            return message;
        } catch (MalformedPacketException malformed) {
            throw new AssertionError(stream + ": " + malformed.getMessage(), malformed);
        }
    }

    /**
     * One datagram, opened again.
     *
     * @param to where it went
     * @param messages what it held
     * @param size its bytes
     */
    record Sent(NodeAddress to, List<Message> messages, int size) {

        <M extends Message> List<M> of(Class<M> type) {
            return messages.stream().filter(type::isInstance).map(type::cast).toList();
        }
    }

    /** Returns the datagrams since the last call. */
    List<Sent> sent() {
        List<Sent> sent = new ArrayList<>();
        for (; read < out.packets.size(); read++) {
            Recorder.Packet packet = out.packets.get(read);
            sent.add(new Sent(packet.to(), open(packet.bytes()), packet.bytes().length()));
        }
        return sent;
    }

    /** Returns the messages of one kind since the last call, in all datagrams. */
    <M extends Message> List<M> sent(Class<M> type) {
        return sent().stream().flatMap(packet -> packet.of(type).stream()).toList();
    }

    /** Returns the facts since the last call. */
    List<SwarmEvent> facts() {
        List<SwarmEvent> facts = List.copyOf(out.facts.subList(readFacts, out.facts.size()));
        readFacts = out.facts.size();
        return facts;
    }

    /** Returns the facts since the last call as short texts, such as {@code NodeUp b}. */
    List<String> news() {
        return facts().stream()
                .map(fact -> fact.getClass().getSimpleName() + " " + fact.node())
                .toList();
    }

    /** Reads and drops what was sent and stated so far. */
    void forget() {
        read = out.packets.size();
        readFacts = out.facts.size();
    }

    Member member(Peer peer) {
        return engine.view().member(peer.id()).orElseThrow(() -> new AssertionError("No member " + peer.id()));
    }

    boolean knows(Peer peer) {
        return engine.view().member(peer.id()).isPresent();
    }

    MemberStatus status(Peer peer) {
        return member(peer).status();
    }

    long incarnation(Peer peer) {
        return member(peer).incarnation().value();
    }

    long ownIncarnation() {
        return engine.view().selfMember().incarnation().value();
    }

    private List<Message> open(Bytes packet) {
        try {
            PacketCodec.Opened opened = packets.open(packet.toArray());
            assertThat(opened.rejections()).isEmpty();
            return opened.messages();
        } catch (MalformedPacketException malformed) {
            throw new AssertionError(malformed.getMessage(), malformed);
        }
    }
}

package dev.swarm.engine.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.Incarnation;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import dev.swarm.api.Role;
import dev.swarm.api.config.CommsConfig.Quality;
import dev.swarm.api.config.MonitorConfig;
import dev.swarm.api.event.LinkQualityChanged;
import dev.swarm.api.event.NodeDown;
import dev.swarm.api.event.NodeLeft;
import dev.swarm.api.event.NodeStatusChanged;
import dev.swarm.api.event.NodeUp;
import dev.swarm.api.event.SwarmEvent;
import dev.swarm.engine.step.Answer;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamId;
import dev.swarm.engine.step.Ticket;
import dev.swarm.engine.wire.Bytes;
import dev.swarm.engine.wire.Keyring;
import dev.swarm.engine.wire.MalformedPacketException;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Ack;
import dev.swarm.engine.wire.Message.Ping;
import dev.swarm.engine.wire.PacketCodec;
import dev.swarm.engine.wire.WireSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One monitor in a room without clock, sockets and membership: the test says what membership says and how long each
 * node takes to answer, and reads what users would be told.
 */
final class MonitorRig implements Outbox, Surroundings {

    static final NodeId SELF = NodeId.of("self");
    static final Duration NEVER = Duration.ofDays(1);

    /** Something that arrives later. */
    private record Arrival(long atNanos, long number, Message message) implements Comparable<Arrival> {

        @Override
        public int compareTo(Arrival other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime == 0 ? Long.compare(number, other.number) : byTime;
        }
    }

    /** One ping, and when it was sent. */
    record Sent(NodeId to, long atNanos, List<Message> messages) {}

    final MonitorModel model = new MonitorModel(SELF);
    final Counters counters = new Counters();
    final Monitor monitor;
    final List<SwarmEvent> facts = new ArrayList<>();
    final List<Sent> sent = new ArrayList<>();
    final List<NodeId> probed = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final List<String> watched = new ArrayList<>();
    private final PacketCodec packets = new PacketCodec(new WireSettings("", Keyring.none(), false, nonce -> {}));
    private final Map<NodeId, Member> members = new LinkedHashMap<>();
    private final Map<NodeAddress, NodeId> names = new HashMap<>();
    private final Map<NodeId, Duration> answering = new HashMap<>();
    private final Map<NodeId, Bytes> payloads = new HashMap<>();
    private final PriorityQueue<Arrival> arrivals = new PriorityQueue<>();
    private long nanos = Duration.ofDays(1).toNanos();
    private long arrived;

    MonitorRig(MonitorConfig config, Quality limits) {
        members.put(SELF, member(SELF, MemberStatus.HEALTHY, false));
        monitor = new Monitor(new MonitorParts(
                SELF,
                true,
                config,
                limits,
                this,
                packets,
                counters,
                (now, node, quality) -> watched.add(node + " " + quality.label()),
                this,
                model,
                new SplittableRandom(5)));
        step(monitor::start);
    }

    static MonitorRig usual() {
        return new MonitorRig(MonitorConfig.defaults(), Quality.DEFAULT);
    }

    static MonitorConfig few(int pingsPerInterval) {
        MonitorConfig usual = MonitorConfig.defaults();
        return new MonitorConfig(
                usual.pingInterval(),
                pingsPerInterval,
                usual.suspectAfter(),
                usual.downAfter(),
                usual.historySize(),
                true);
    }

    Now now() {
        return new Now(nanos, nanos / 1_000_000);
    }

    long nanos() {
        return nanos;
    }

    /** Membership sees a node for the first time; it answers at once from now on. */
    NodeId up(String name) {
        return up(name, false);
    }

    NodeId up(String name, boolean guest) {
        NodeId id = NodeId.of(name);
        Member member = member(id, MemberStatus.HEALTHY, guest);
        members.put(id, member);
        names.put(member.address(), id);
        answering.put(id, Duration.ofMillis(1));
        step(() -> monitor.onMember(new NodeUp(member, now().instant())));
        return id;
    }

    /** Membership believes something else of a node. */
    void believe(NodeId id, MemberStatus status) {
        Member before = Objects.requireNonNull(members.get(id));
        Member member = member(id, status, before.isGuest());
        members.put(id, member);
        Instant time = now().instant();
        step(() -> {
            monitor.onMember(new NodeStatusChanged(member, before.status(), time));
            if (status == MemberStatus.DOWN) {
                monitor.onMember(new NodeDown(member, time));
            } else if (status == MemberStatus.LEFT) {
                monitor.onMember(new NodeLeft(member, time));
            } else if (!before.status().isLive()) {
                monitor.onMember(new NodeUp(member, time));
            }
        });
    }

    /** Membership has forgotten a node. */
    void forget(NodeId id) {
        members.remove(id);
    }

    /** A node answers each ping after so long from now on. */
    void answer(NodeId id, Duration after) {
        answering.put(id, after);
    }

    void silence(NodeId id) {
        answering.remove(id);
    }

    /** What goes along with a node's answers. */
    void payload(NodeId id, Bytes payload) {
        payloads.put(id, payload);
    }

    void receive(Message message) {
        step(() -> monitor.onMessage(now(), message));
    }

    void sign(NodeId id) {
        step(() -> monitor.onAnswer(now(), id));
    }

    void step(Runnable input) {
        monitor.begin(now());
        input.run();
        monitor.settle();
    }

    void passMillis(long millis) {
        pass(Duration.ofMillis(millis));
    }

    /** Lets time pass; the monitor is woken exactly when it asked for it. */
    void pass(Duration time) {
        long until = nanos + time.toNanos();
        int stuck = 0;
        while (true) {
            Arrival first = arrivals.peek();
            long next = Math.min(monitor.nextDeadlineNanos(), first == null ? Long.MAX_VALUE : first.atNanos);
            if (next > until) {
                break;
            }
            stuck = next > nanos ? 0 : stuck + 1;
            assertThat(stuck).as("wake-ups at one moment").isLessThan(5_000);
            nanos = Math.max(nanos, next);
            if (first != null && first.atNanos <= nanos) {
                arrivals.remove();
                receive(first.message);
            } else {
                step(() -> monitor.onTime(now()));
            }
        }
        nanos = until;
    }

    /** The process stands still: nothing runs, answers wait. */
    void freeze(Duration time) {
        nanos += time.toNanos();
    }

    NodeHealth health(NodeId id) {
        return Objects.requireNonNull(model.health(id), () -> "nothing is known of " + id);
    }

    MemberStatus status(NodeId id) {
        return health(id).status();
    }

    LinkQuality quality(NodeId id) {
        return model.quality(id);
    }

    /** Returns the facts since the last call as short texts. */
    List<String> news() {
        List<String> news = facts.stream().map(MonitorRig::text).toList();
        facts.clear();
        return news;
    }

    /** As {@link #news}, without those about links. */
    List<String> memberNews() {
        List<String> news = news();
        return news.stream().filter(text -> !text.startsWith("link")).toList();
    }

    /** Returns the pings that went to a node. */
    List<Sent> pingsTo(NodeId id) {
        return sent.stream()
                .filter(each -> each.to.equals(id) && each.messages.get(0) instanceof Ping)
                .toList();
    }

    @Override
    public @Nullable Member member(NodeId node) {
        return members.get(node);
    }

    @Override
    public void probe(Now now, NodeId node) {
        probed.add(node);
    }

    @Override
    public void note(Instant time, NodeId node, String text) {
        notes.add(node + " " + text);
    }

    @Override
    public void datagram(NodeAddress to, byte[] packet) {
        NodeId name = Objects.requireNonNull(names.get(to));
        List<Message> messages = open(packet);
        sent.add(new Sent(name, nanos, messages));
        Duration after = answering.get(name);
        if (after != null && messages.get(0) instanceof Ping ping) {
            assertThat(ping.target()).isEqualTo(name);
            assertThat(ping.sourceNode()).isEqualTo(SELF);
            arrivals.add(new Arrival(nanos + after.toNanos(), arrived++, new Ack(ping.seqNo(), payloads.get(name))));
        }
    }

    @Override
    public void fact(SwarmEvent event) {
        facts.add(event);
    }

    @Override
    public void connect(StreamId stream, NodeAddress to) {
        throw new AssertionError("dials");
    }

    @Override
    public void connectSecured(StreamId stream, NodeAddress to) {
        throw new AssertionError("dials");
    }

    @Override
    public void write(StreamId stream, byte[] bytes) {
        throw new AssertionError("writes");
    }

    @Override
    public void close(StreamId stream) {
        throw new AssertionError("closes");
    }

    @Override
    public void answer(Ticket ticket, Answer answer) {
        throw new AssertionError("answers");
    }

    private List<Message> open(byte[] packet) {
        try {
            PacketCodec.Opened opened = packets.open(packet);
            assertThat(opened.rejections()).isEmpty();
            return opened.messages();
        } catch (MalformedPacketException e) {
            throw new AssertionError(e);
        }
    }

    private Member member(NodeId id, MemberStatus status, boolean guest) {
        Member known = members.get(id);
        NodeAddress address = known != null ? known.address() : NodeAddress.loopback(1_000 + members.size());
        Member.Profile profile = guest ? null : new Member.Profile(Instant.EPOCH, "test", null, new TreeMap<>());
        return new Member(id, address, status, new Incarnation(1), Role.WINGMATE, profile);
    }

    private static String text(SwarmEvent event) {
        if (event instanceof NodeStatusChanged change) {
            return change.node() + " " + change.previous().label() + "->"
                    + change.current().label();
        } else if (event instanceof LinkQualityChanged change) {
            return "link " + change.node() + " " + change.previous().label() + "->"
                    + change.current().label();
        }
        return event.getClass().getSimpleName() + " " + event.node();
    }
}

package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Bystander;
import dev.swarm.engine.step.Counters;
import dev.swarm.engine.step.Outbox;
import dev.swarm.engine.step.StreamNumbers;
import dev.swarm.engine.wire.Message;
import dev.swarm.engine.wire.Message.Claim;
import dev.swarm.engine.wire.MessageEncoder;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** What the parts of membership share: one table, one rumor queue, one way to send. */
final class Core {

    /** Lowest protocol of members that check checksums. */
    private static final int CHECKSUM_SINCE = 5;

    /** Highest number of a question; those above are the monitor's, of this node and of others of ours. */
    private static final long LAST_SEQUENCE = 0x7FFF_FFFFL;

    final Timing timing;
    final Self self;
    final Counters counters;
    final Outbox outbox;
    final Bystander bystander;
    final StreamNumbers numbers;
    final SplittableRandom random;
    final MemberTable table;
    final RumorQueue rumors = new RumorQueue();
    final HealthScore health;
    private final Sender sender;
    private long sequence;
    private boolean sendingBlocked;

    Core(Timing timing, Self self, MembershipParts parts) {
        this.timing = timing;
        this.self = self;
        this.counters = parts.counters();
        this.outbox = parts.outbox();
        this.bystander = parts.bystander();
        this.numbers = parts.numbers();
        this.random = parts.random();
        this.table = new MemberTable(random.split());
        this.health = new HealthScore(timing.config().lifeguard().healthScoreMax());
        int packetSize = timing.config().gossip().packetSize();
        this.sender = new Sender(outbox, parts.packets(), counters, rumors, packetSize);
    }

    /** Returns a number for the next ping, unique for a long time. */
    long nextSequence() {
        sequence = (sequence + 1) & LAST_SEQUENCE;
        return sequence;
    }

    /** Sends one message, and rumors with it. */
    void send(NodeAddress to, Message message) {
        sender.send(to, message, retransmitLimit());
    }

    /** Sends exactly these messages to an address of which no more is known. */
    void sendOnly(NodeAddress to, Message... messages) {
        sender.sendOnly(to, false, messages);
    }

    /** Sends exactly these messages to a member. */
    void sendOnly(MemberEntry to, Message... messages) {
        sender.sendOnly(to.address(), understandsChecksum(to), messages);
    }

    /** Sends rumors to a member. */
    void gossip(MemberEntry to) {
        sender.gossip(to.address(), understandsChecksum(to), retransmitLimit());
    }

    /** Notes whether what is sent now leaves only later. */
    void setSendingBlocked(boolean blocked) {
        sendingBlocked = blocked;
    }

    /** Tells whether what is sent now leaves only later. */
    boolean isSendingBlocked() {
        return sendingBlocked;
    }

    /** Queues a claim to be passed on. */
    void spread(Claim claim, RumorQueue.Urgency urgency) {
        rumors.add(claim.node(), MessageEncoder.encode(claim), urgency);
    }

    /** Forgets the members for which the test holds, and what was still to be told of them. */
    void forget(Predicate<MemberEntry> test) {
        table.forget(test).forEach(entry -> rumors.drop(entry.id()));
    }

    /** Returns a ping from this node. */
    Message.Ping ping(long seqNo, NodeId target) {
        return new Message.Ping(seqNo, target, self.address(), self.id());
    }

    /**
     * Answers a ping, unless it is meant for another node. Rumors go along only if membership asked: how often a node
     * measures a link must not decide how fast rumors are told out.
     */
    void answer(NodeAddress from, Message.Ping ping) {
        if (ping.target() == null || ping.target().equals(self.id())) {
            NodeAddress to = ping.source() == null ? from : ping.source();
            Message.Ack answer = new Message.Ack(ping.seqNo(), bystander.payload());
            if (ping.seqNo() > LAST_SEQUENCE) {
                sendOnly(to, answer);
            } else {
                send(to, answer);
            }
        }
    }

    boolean isSelf(MemberEntry entry) {
        return entry.id().equals(self.id());
    }

    private int retransmitLimit() {
        return timing.retransmitLimit(table.live());
    }

    private static boolean understandsChecksum(MemberEntry entry) {
        return entry.versions().protocolMax() >= CHECKSUM_SINCE;
    }
}

package dev.swarm.spring;

import dev.swarm.api.Commander;
import dev.swarm.api.CommanderLease;
import dev.swarm.api.Decision;
import dev.swarm.api.Incarnation;
import dev.swarm.api.Member;
import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeId;
import dev.swarm.api.Quorum;
import dev.swarm.api.Role;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.failure.UnknownNodeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A topology whose command the test gives and takes. Its lease is a real one in all that can be seen of it: over for
 * good once it is over, and a later one has a higher term.
 */
public final class TestTopology implements SwarmTopology {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    private final NodeId self;
    private final Map<NodeId, Member> members = new TreeMap<>();
    private final List<Decision> trail = new CopyOnWriteArrayList<>();
    private final int quorumSize;
    private volatile @Nullable TestLease lease;
    private volatile @Nullable Commander commander;
    private long term;

    /** Makes one of a node alone that does not command, and a quorum of one. */
    public TestTopology(String self) {
        this(self, 1);
    }

    /** Makes one of a node alone that does not command. */
    public TestTopology(String self, int quorumSize) {
        this.self = NodeId.of(self);
        this.quorumSize = quorumSize;
        join(self, Role.WINGMATE);
    }

    /** One more node, which started a second after the one before. */
    public synchronized void join(String name, Role role) {
        Instant startedAt = START.plusSeconds(members.size());
        members.put(
                NodeId.of(name),
                new Member(
                        NodeId.of(name),
                        NodeAddress.loopback(7946 + members.size()),
                        MemberStatus.HEALTHY,
                        Incarnation.ZERO,
                        role,
                        new Member.Profile(startedAt, "test", null, Map.of())));
    }

    /** One more node, or news of one, as it is given. */
    public synchronized void put(Member member) {
        members.put(member.id(), member);
    }

    /** From now on this node commands, under a new term. */
    public synchronized CommanderLease command() {
        lose();
        term++;
        TestLease fresh = new TestLease(term);
        lease = fresh;
        commander = new Commander(self, term, START.plus(fresh.remaining()));
        note(self, Role.COMMANDER, "commands, as it runs longest");
        return fresh;
    }

    /** From now on nobody commands. */
    public synchronized void lose() {
        TestLease last = lease;
        commander = null;
        if (last != null && last.valid) {
            last.valid = false;
            note(self, Role.WINGMATE, "commands no more, as its lease is over");
        }
    }

    @Override
    public synchronized Member self() {
        return member(self);
    }

    @Override
    public Optional<CommanderLease> lease() {
        return Optional.ofNullable(lease);
    }

    @Override
    public Optional<Commander> commander() {
        return Optional.ofNullable(commander);
    }

    @Override
    public synchronized List<Member> nodes() {
        return List.copyOf(members.values());
    }

    @Override
    public synchronized Quorum quorum() {
        return new Quorum(quorumSize, members.size());
    }

    @Override
    public synchronized CompletableFuture<Void> promote(NodeId node, Role role) {
        if (!members.containsKey(node)) {
            return CompletableFuture.failedFuture(new UnknownNodeException(node));
        }
        lose();
        note(node, role, "is " + role.label() + ", as it was told");
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public List<Decision> trail() {
        return List.copyOf(trail);
    }

    private Member member(NodeId id) {
        Member found = members.get(id);
        if (found == null) {
            throw new UnknownNodeException(id);
        }
        return found;
    }

    private void note(NodeId node, Role role, String text) {
        Member old = member(node);
        members.put(node, new Member(node, old.address(), old.status(), old.incarnation(), role, old.profile()));
        trail.add(0, new Decision(START.plusSeconds(trail.size()), node, text));
    }

    private static final class TestLease implements CommanderLease {

        private final long term;
        private volatile boolean valid = true;

        TestLease(long term) {
            this.term = term;
        }

        @Override
        public long term() {
            return term;
        }

        @Override
        public boolean isValid() {
            return valid;
        }

        @Override
        public Duration remaining() {
            return valid ? Duration.ofSeconds(5) : Duration.ZERO;
        }

        @Override
        public <T> Optional<T> runIfCommander(Callable<T> task) throws Exception {
            return valid ? Optional.ofNullable(task.call()) : Optional.empty();
        }
    }
}

package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.wire.registry.TenureMessage;
import dev.swarm.sim.time.SimClock;
import dev.swarm.sim.time.SimScheduler;
import dev.swarm.sim.time.SimTimer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tenures of several nodes in virtual time, joined by a network that loses, doubles, delays and reorders, with clocks
 * that run wrong: a seeded world. After each event the invariants are checked.
 */
final class TenureWorld {

    static final long MILLI = 1_000_000;
    private static final long HOUR_MILLIS = 3_600_000;
    private static final int MOST_STEPS_AT_ONCE = 5_000;

    final SplittableRandom chance;
    final SimScheduler scheduler = new SimScheduler();
    final Terms terms;
    final Records records;
    final List<Site> sites = new ArrayList<>();
    private final Set<String> cuts = new HashSet<>();
    private final List<SimTimer> stragglers = new ArrayList<>();
    private long nextSession = 1;
    private long stepsAtOnce;
    private long sent;

    /** How many of 1,000 messages are lost, are doubled, or come up to two leases late. */
    int lost;

    int doubled;
    int late;

    /** Whether registries do not care what floors they are told: only to see that this is found. */
    boolean ignoresFloors;

    TenureWorld(long seed, int nodes, Terms terms, boolean checksTokens) {
        this.chance = new SplittableRandom(seed);
        this.terms = terms;
        this.records = new Records(terms.partitions(), checksTokens);
        for (int i = 0; i < nodes; i++) {
            sites.add(new Site("n" + i));
        }
    }

    /** A place where one process after another runs. */
    final class Site {

        final NodeId node;
        final SimClock clock;
        private final long skewMillis = chance.nextLong(-HOUR_MILLIS, HOUR_MILLIS);
        private final SimTimer alarm = timer(() -> step(() -> {}));
        private final SimTimer awakening = timer(this::resume);
        private final List<Runnable> waiting = new ArrayList<>();

        @Nullable
        TenureLife life;

        Site(String name) {
            this.node = NodeId.of(name);
            long[] drifts = {-10_000, 0, 10_000, chance.nextLong(-10_000, 10_001)};
            this.clock = new SimClock(
                    scheduler, chance.nextLong(1_000 * MILLI), skewMillis, drifts[chance.nextInt(drifts.length)]);
        }

        void start() {
            life = new TenureLife(TenureWorld.this, this, nextSession++);
            step(life::start);
        }

        /** Sets the wall clock to another time. */
        void jump() {
            clock.skewBy(chance.nextLong(-HOUR_MILLIS, HOUR_MILLIS));
        }

        void crash() {
            life = null;
            waiting.clear();
            scheduler.clear(alarm);
            scheduler.clear(awakening);
        }

        /** The process stands still for a time; what comes meanwhile waits. */
        void pause(long millis) {
            scheduler.setAfter(awakening, millis * MILLI);
        }

        void resume() {
            scheduler.clear(awakening);
            List<Runnable> inputs = List.copyOf(waiting);
            waiting.clear();
            inputs.forEach(this::step);
        }

        /** Lets the process do something, when it runs; a process that is gone by then does nothing. */
        void step(Runnable input) {
            TenureLife doer = life;
            if (doer == null) {
                return;
            } else if (awakening.isSet()) {
                waiting.add(input);
                return;
            }
            input.run();
            doer.settle();
            long due = doer.tenure.nextDeadlineNanos();
            if (due == Deadline.NEVER) {
                scheduler.clear(alarm);
            } else {
                scheduler.setAt(alarm, Math.max(scheduler.nowNanos(), clock.toVirtual(due)));
            }
            records.checkOwners(sites);
        }
    }

    /** Carries a message, as well as the network does. */
    void carry(Site from, NodeId to, TenureMessage message) {
        sent++;
        if (cuts.contains(from.node + ">" + to) || chance.nextInt(1_000) < lost) {
            return;
        }
        for (int copies = chance.nextInt(1_000) < doubled ? 2 : 1; copies > 0; copies--) {
            boolean isLate = chance.nextInt(1_000) < late;
            long delay = chance.nextLong(MILLI / 10, isLate ? 2 * terms.leaseNanos() : 20 * MILLI);
            SimTimer arrival = timer(() -> deliver(from.node, to, message));
            scheduler.setAfter(arrival, delay);
            if (isLate) {
                stragglers.add(arrival);
            }
        }
    }

    private void deliver(NodeId from, NodeId to, TenureMessage message) {
        Site site = site(to);
        site.step(() -> {
            TenureLife life = site.life;
            if (life != null) {
                life.tenure.onMessage(site.clock.now(), from, message);
            }
        });
    }

    private Site site(NodeId node) {
        return sites.stream().filter(site -> site.node.equals(node)).findFirst().orElseThrow();
    }

    void cut(Site from, Site to) {
        cuts.add(from.node + ">" + to.node);
    }

    void mendAll() {
        cuts.clear();
        lost = 0;
        doubled = 0;
        late = 0;
    }

    /** What is under way for long never arrives. */
    void loseStragglers() {
        stragglers.forEach(scheduler::clear);
        stragglers.clear();
    }

    /** Returns the nodes whose process is there. */
    SortedSet<NodeId> present() {
        SortedSet<NodeId> present = new TreeSet<>();
        sites.stream().filter(site -> site.life != null).forEach(site -> present.add(site.node));
        return present;
    }

    void run(long nanos) {
        long until = scheduler.nowNanos() + nanos;
        long before = scheduler.nowNanos();
        while (scheduler.fireNext(until)) {
            stepsAtOnce = scheduler.nowNanos() == before ? stepsAtOnce + 1 : 0;
            before = scheduler.nowNanos();
            if (stepsAtOnce > MOST_STEPS_AT_ONCE) {
                throw new AssertionError("Time stands still at " + before);
            }
        }
        scheduler.runTo(until);
        records.checkOwners(sites);
    }

    /** Returns how many messages were sent. */
    long sent() {
        return sent;
    }

    private static SimTimer timer(Runnable action) {
        return new SimTimer() {
            @Override
            protected void fire() {
                action.run();
            }
        };
    }
}

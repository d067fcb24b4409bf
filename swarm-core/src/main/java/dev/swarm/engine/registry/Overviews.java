package dev.swarm.engine.registry;

import dev.swarm.api.NodeId;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RegistryOverview.Handoffs;
import dev.swarm.api.registry.RegistryOverview.Operation;
import dev.swarm.api.registry.RegistryOverview.Owner;
import dev.swarm.api.registry.RegistryOverview.QuorumState;
import dev.swarm.engine.registry.placement.PartitionTable.Share;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What people are shown of the registry: made anew a few times a second at most, while something changes. */
final class Overviews {

    private static final long PAUSE_NANOS = 200_000_000L;
    private static final long REFRESH_NANOS = 1_000_000_000L;
    private static final int MOST_OPERATIONS = 100;

    private final Realm realm;
    private final Departures departures;
    private final Requests requests;
    private final Deadline next = new Deadline();

    Overviews(Realm realm, Departures departures, Requests requests) {
        this.realm = realm;
        this.departures = departures;
        this.requests = requests;
    }

    /** Something may have changed. */
    void note(Now now) {
        if (!next.isSet()) {
            next.set(now, PAUSE_NANOS);
        }
    }

    void onTime(Now now) {
        if (next.isDue(now)) {
            next.clear();
            RegistryOverview latest = build(now);
            realm.parts.model().setOverview(latest);
            if (!latest.operations().isEmpty()) {
                next.set(now, REFRESH_NANOS);
            }
        }
    }

    long nextDeadlineNanos() {
        return next.atNanos();
    }

    RegistryOverview build(Now now) {
        List<Operation> operations = operations(now);
        Tallies tallies = realm.tallies;
        return new RegistryOverview(
                realm.config().strategy().name(),
                realm.parts.model().count(),
                owners(),
                new TreeMap<>(realm.owners.ignored()),
                realm.owners.table().partitions(),
                quorum(now),
                departures.isPaused(),
                realm.owners.isDraining(),
                operations,
                new Handoffs(tallies.moved, tallies.ignored, tallies.failed, tallies.merged),
                stalled(operations));
    }

    private List<Owner> owners() {
        List<Owner> owners = new ArrayList<>();
        for (Share share : realm.owners.table().owners()) {
            NodeId node = share.node();
            int partitions = realm.owners.table().ownedBy(node).cardinality();
            owners.add(
                    new Owner(node, share.weight(), partitions, realm.census.managed(node), realm.census.local(node)));
        }
        return owners;
    }

    private @Nullable QuorumState quorum(Now now) {
        if (!realm.isQuorum()) {
            return null;
        }
        int size = realm.config().strategy().quorumSize();
        int present = realm.owners.table().owners().size();
        int held = 0;
        for (int i = 0; i < realm.owners.table().partitions(); i++) {
            held += realm.tenure.holds(now, i) ? 1 : 0;
        }
        return new QuorumState(size, present, held, present > 2 * size - 1);
    }

    /** Returns those that have been under way longest, of many the first ones only. */
    private List<Operation> operations(Now now) {
        List<Operation> operations = new ArrayList<>();
        realm.copies.passing().stream().limit(MOST_OPERATIONS).forEach(copy -> {
            NodeId peer = copy.move != null ? copy.move.target : null;
            operations.add(
                    new Operation(copy.name, what(copy), copy.phase().label(), peer, age(now, copy.sinceNanos())));
        });
        requests.all().stream().limit(MOST_OPERATIONS).forEach(request -> {
            String phase = request.isDone ? "seen" : "asked";
            String what = request.op.getClass().getSimpleName().toLowerCase(Locale.ROOT);
            operations.add(new Operation(request.name, what, phase, request.target, age(now, request.sinceNanos)));
        });
        operations.sort(Comparator.comparing(Operation::age).reversed());
        return operations.size() > MOST_OPERATIONS ? operations.subList(0, MOST_OPERATIONS) : operations;
    }

    private static String what(Copy copy) {
        return switch (copy.phase()) {
            case LAUNCHING, STARTING -> "start";
            case RESTING -> "restart";
            case STOPPING -> "stop";
            default -> "handoff";
        };
    }

    private @Nullable String stalled(List<Operation> operations) {
        Duration limit = realm.config().bounds().stallAfter();
        if (operations.isEmpty() || operations.get(0).age().compareTo(limit) < 0) {
            return null;
        }
        Operation oldest = operations.get(0);
        return oldest.what() + " of '" + oldest.name() + "' has been " + oldest.phase() + " for "
                + oldest.age().toSeconds() + " s";
    }

    private static Duration age(Now now, long sinceNanos) {
        return Duration.ofNanos(Math.max(0, now.nanos() - sinceNanos));
    }
}

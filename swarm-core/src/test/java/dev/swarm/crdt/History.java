package dev.swarm.crdt;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A few replicas that change their states and exchange some of them: deltas and whole states, lost, late, twice and in
 * any order. A replica that crashes comes back empty and as another one.
 *
 * @param <T> the type
 */
final class History<T extends Crdt<T>> {

    private static final int REPLICAS = 3;

    private final Subject<T> subject;
    private final SplittableRandom random;
    private final List<T> states = new ArrayList<>();
    private final List<ReplicaId> ids = new ArrayList<>();
    private final List<T> deltas = new ArrayList<>();
    private final List<T> lost = new ArrayList<>();

    /** Every state there ever was, with its bytes when it was made. */
    private final List<T> past = new ArrayList<>();

    private final List<byte[]> pastBytes = new ArrayList<>();

    History(Subject<T> subject, long seed) {
        this.subject = subject;
        this.random = new SplittableRandom(seed);
        for (int i = 0; i < REPLICAS; i++) {
            states.add(subject.empty());
            ids.add(new ReplicaId("n" + i, 0));
        }
    }

    History<T> run(int steps) {
        for (int i = 0; i < steps; i++) {
            int at = random.nextInt(REPLICAS);
            int choice = random.nextInt(20);
            if (choice == 0) {
                lost.add(states.get(at));
                states.set(at, subject.empty());
                ids.set(at, new ReplicaId("n" + at, i + 1));
            } else if (choice < 10) {
                T delta = subject.mutator().delta(states.get(at), ids.get(at), random);
                deltas.add(delta);
                receive(at, delta);
            } else if (choice < 16 && !deltas.isEmpty()) {
                receive(at, deltas.get(random.nextInt(deltas.size())));
            } else {
                receive(at, states.get(random.nextInt(REPLICAS)));
            }
        }
        return this;
    }

    private void receive(int at, T arriving) {
        T merged = states.get(at).merge(arriving);
        states.set(at, merged);
        past.add(merged);
        pastBytes.add(subject.codec().encode(merged));
    }

    /** Draws one of the states or deltas. */
    T any() {
        return random.nextBoolean() || deltas.isEmpty()
                ? states.get(random.nextInt(REPLICAS))
                : deltas.get(random.nextInt(deltas.size()));
    }

    /** Merges all states, lost ones too. */
    T allStates() {
        T all = subject.empty();
        for (T state : states) {
            all = all.merge(state);
        }
        for (T state : lost) {
            all = all.merge(state);
        }
        return all;
    }

    /** Merges all deltas in a random order, some of them twice, some of them with each other first. */
    T allDeltas() {
        List<T> rest = new ArrayList<>(deltas);
        for (int i = deltas.size() / 3; i > 0; i--) {
            rest.add(deltas.get(random.nextInt(deltas.size())));
        }
        T all = subject.empty();
        T group = null;
        while (!rest.isEmpty()) {
            T next = rest.remove(random.nextInt(rest.size()));
            group = group == null ? next : group.merge(next);
            if (random.nextBoolean() || rest.isEmpty()) {
                all = all.merge(group);
                group = null;
            }
        }
        return all;
    }

    List<T> past() {
        return past;
    }

    List<byte[]> pastBytes() {
        return pastBytes;
    }
}

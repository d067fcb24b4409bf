package dev.swarm.engine.membership;

import dev.swarm.api.NodeAddress;
import dev.swarm.engine.step.Deadline;
import dev.swarm.engine.step.Now;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Addresses where discovery saw peers, each tried until a member answers there. Never gives up: only the pause
 * between two tries grows, up to a bound.
 */
final class Seeker {

    /** Most addresses remembered; further ones take the place of those that discovery has not seen for longest. */
    static final int MAX_CANDIDATES = 1_024;

    /** Most tries under way at once. */
    static final int MAX_TRIES = 4;

    private static final long SECOND = 1_000_000_000L;
    private static final long FIRST_PAUSE = SECOND / 2;
    private static final long LONGEST_PAUSE = 10 * SECOND;

    /** How long a try may hang before another one is made beside it; a lost segment can hold a stream up for long. */
    private static final long HEDGE_AFTER = 2 * SECOND;

    private static final int TRIES_PER_ADDRESS = 2;

    /** Pause for an address that answers but under which no member is known, such as one behind a translator. */
    private static final long ALIAS_PAUSE = 60 * SECOND;

    private final Core core;
    private final Map<NodeAddress, Candidate> candidates = new LinkedHashMap<>();
    private int tries;

    Seeker(Core core) {
        this.core = core;
    }

    /** Takes addresses that may be peers. */
    void offer(Now now, Collection<NodeAddress> addresses) {
        for (NodeAddress address : addresses) {
            if (address.equals(core.self.address()) || core.table.isLiveAddress(address)) {
                continue;
            }
            Candidate known = candidates.remove(address);
            if (known == null) {
                makeRoom();
            }
            candidates.put(address, known == null ? new Candidate(now.nanos()) : known);
        }
    }

    /** Those seen longest ago stand first; at most a few of them are being tried. */
    private void makeRoom() {
        if (candidates.size() >= MAX_CANDIDATES) {
            candidates.entrySet().stream()
                    .filter(each -> each.getValue().trying == 0)
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresent(candidates::remove);
        }
    }

    /**
     * Returns the addresses to try now, those that waited longest first, so that many dead ones starve none; each is to
     * be answered by {@link #onTried}.
     */
    List<NodeAddress> due(Now now) {
        if (nextDeadlineNanos() > now.nanos()) {
            return List.of();
        }
        candidates.entrySet().removeIf(each -> isReached(each.getKey(), each.getValue()));
        List<NodeAddress> due = candidates.entrySet().stream()
                .filter(each -> each.getValue().wantsTry(now))
                .sorted(Comparator.comparingLong(each -> each.getValue().nextNanos))
                .limit(MAX_TRIES - tries)
                .map(Map.Entry::getKey)
                .toList();
        for (NodeAddress address : due) {
            Candidate candidate = Objects.requireNonNull(candidates.get(address));
            candidate.trying++;
            candidate.nextNanos = now.nanos() + HEDGE_AFTER;
            tries++;
        }
        return due;
    }

    /** Notes how a try ended. */
    void onTried(Now now, NodeAddress address, boolean success) {
        Candidate candidate = candidates.get(address);
        if (candidate == null || candidate.trying == 0) {
            return;
        }
        candidate.trying--;
        tries--;
        candidate.tried = true;
        if (success) {
            candidate.failures = 0;
            candidate.nextNanos = now.nanos() + jitter(ALIAS_PAUSE);
        } else {
            long pause = Math.min(LONGEST_PAUSE, FIRST_PAUSE << Math.min(candidate.failures, 8));
            candidate.failures++;
            candidate.nextNanos = now.nanos() + jitter(pause);
        }
        if (isReached(address, candidate)) {
            candidates.remove(address);
        }
    }

    /** Tells whether a candidate may go: a member answers there, and no try is still to be counted back. */
    private boolean isReached(NodeAddress address, Candidate candidate) {
        return candidate.trying == 0 && core.table.isLiveAddress(address);
    }

    /** Tells whether every known address was tried at least once; also if there is none. */
    boolean isExhausted() {
        return candidates.values().stream().allMatch(candidate -> candidate.tried);
    }

    void stop() {
        candidates.clear();
        tries = 0;
    }

    long nextDeadlineNanos() {
        if (tries >= MAX_TRIES) {
            return Deadline.NEVER;
        }
        long next = Deadline.NEVER;
        for (Candidate candidate : candidates.values()) {
            if (candidate.trying < TRIES_PER_ADDRESS) {
                next = Math.min(next, candidate.nextNanos);
            }
        }
        return next;
    }

    int size() {
        return candidates.size();
    }

    /** Spreads tries of nodes that were started together: four to six fifths of the pause. */
    private long jitter(long pause) {
        return pause / 5 * 4 + core.random.nextLong(pause / 5 * 2 + 1);
    }

    /** One address with its next try. */
    private static final class Candidate {

        private long nextNanos;
        private int failures;
        private int trying;
        private boolean tried;

        private Candidate(long nextNanos) {
            this.nextNanos = nextNanos;
        }

        private boolean wantsTry(Now now) {
            return trying < TRIES_PER_ADDRESS && nextNanos <= now.nanos();
        }
    }
}

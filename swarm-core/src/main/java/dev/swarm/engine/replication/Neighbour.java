package dev.swarm.engine.replication;

import dev.swarm.api.NodeId;
import dev.swarm.engine.step.Deadline;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What this node knows of one connected peer: what it has been sent, what it has, what it is owed. */
final class Neighbour {

    private final NodeId id;
    private final Predicate<Origin> lazyAtFirst;
    private final Map<Origin, Cursor> cursors = new HashMap<>();

    /** Origins with writes that it is to be pushed. */
    private final Set<Origin> pending = new LinkedHashSet<>();

    /** Origins of which it is to be told how far this node has come. */
    private final Set<Origin> untold = new LinkedHashSet<>();

    private final Deque<Flight> flights = new ArrayDeque<>();
    private final Deadline tell = new Deadline();
    private final Deadline retry = new Deadline();
    private long bytesInFlight;
    private long bytesOwed;
    private boolean greeted;
    private boolean toldAll;

    Neighbour(NodeId id, Predicate<Origin> lazyAtFirst) {
        this.id = id;
        this.lazyAtFirst = lazyAtFirst;
    }

    /** How far the peer has come with one origin. */
    static final class Cursor {

        /** Last number that the peer has or was sent. */
        long sent;

        /** Last number that the peer said it has. */
        long acked;

        /** Whether the peer gets the writes sooner from elsewhere, so that it is only told of them. */
        boolean lazy;

        /** When the peer was asked to push no more of this origin, so that it is not asked each time. */
        long prunedAtNanos = Long.MIN_VALUE;
    }

    /** A push that is not acknowledged. */
    private record Flight(Origin origin, long last, int bytes) {}

    NodeId id() {
        return id;
    }

    Cursor cursor(Origin origin) {
        Cursor known = cursors.get(origin);
        return known == null ? begin(origin) : known;
    }

    private Cursor begin(Origin origin) {
        Cursor cursor = new Cursor();
        cursor.lazy = lazyAtFirst.test(origin);
        cursors.put(origin, cursor);
        return cursor;
    }

    void forget(Origin origin) {
        cursors.remove(origin);
        pending.remove(origin);
        untold.remove(origin);
    }

    Set<Origin> pending() {
        return pending;
    }

    Set<Origin> untold() {
        return untold;
    }

    /** When it is told of the untold. */
    Deadline tell() {
        return tell;
    }

    /** When to try again what did not fit into the lane. */
    Deadline retry() {
        return retry;
    }

    /** Tells whether it has said what it has, before which nothing is pushed. */
    boolean isGreeted() {
        return greeted;
    }

    /** Tells whether it was told all that this node has, so that it can do its part. */
    boolean isToldAll() {
        return toldAll;
    }

    void onToldAll() {
        toldAll = true;
    }

    void greet() {
        greeted = true;
    }

    /** Begins anew to decide who pushes what, after the cluster has grown or shrunk over the bound for meshes. */
    void resetLaziness() {
        cursors.forEach((origin, cursor) -> cursor.lazy = lazyAtFirst.test(origin));
    }

    /** Sees to it that the peer is told of an origin's progress not later than a moment. */
    void tellBy(Origin origin, long atNanos) {
        untold.add(origin);
        tell.setAt(Math.min(tell.atNanos(), atNanos));
    }

    /** Notes a push that has come; returns how much has come that is not acknowledged. */
    long owe(int bytes) {
        bytesOwed += bytes;
        return bytesOwed;
    }

    /** Notes that what has come is acknowledged. */
    void settle() {
        bytesOwed = 0;
    }

    /** Notes a push that has left. */
    void onPushed(Origin origin, long last, int bytes) {
        Cursor cursor = cursor(origin);
        cursor.sent = Math.max(cursor.sent, last);
        flights.add(new Flight(origin, last, bytes));
        bytesInFlight += bytes;
    }

    /** Notes how far the peer says it has come. */
    void onAcked(Origin origin, long number) {
        Cursor cursor = cursor(origin);
        cursor.acked = Math.max(cursor.acked, number);
        cursor.sent = Math.max(cursor.sent, number);
        while (!flights.isEmpty() && isAcked(flights.peek())) {
            bytesInFlight -= flights.remove().bytes();
        }
    }

    /** Goes back: the peer lacks what it was sent. */
    void rewind(Origin origin, long sent) {
        cursor(origin).sent = sent;
        flights.removeIf(flight -> flight.origin() == origin);
        bytesInFlight = flights.stream().mapToLong(Flight::bytes).sum();
    }

    long bytesInFlight() {
        return bytesInFlight;
    }

    private boolean isAcked(Flight flight) {
        return cursor(flight.origin()).acked >= flight.last();
    }
}

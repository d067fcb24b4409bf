package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.comms.EntryHead;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one node at one priority, encoded: any thread appends, the engine's thread takes whole batches. A
 * message is copied once, into an array that it shares with others, so that it costs no object on its way.
 *
 * <p>The buffer is listed when it holds something and the engine knows that; only the first message after it was empty
 * has to wake anybody. Every method holds the buffer's lock for the length of a copy at most.
 */
final class LaneBuffer {

    /** Bytes of a batch of several messages: with the frame's head a part of the data plane. */
    private static final int BATCH_BYTES = 16 * 1024;

    private static final int FIRST_BYTES = 1024;

    /** A message longer than what may leave at once leaves all the same when so much may. */
    private static final long LEAST_ROOM = 64 * 1024;

    private static final int MOST_SPARE = 4;

    final NodeId to;
    final Priority priority;

    /** Whose messages they are, if this node only passes them on; else {@code null}. */
    final @Nullable NodeId origin;

    private final long capacityBytes;
    private final Deque<Chunk> full = new ArrayDeque<>(1);
    private final Deque<Chunk> spare = new ArrayDeque<>(1);
    private Chunk open = new Chunk(FIRST_BYTES);
    private long waitingBytes;
    private long accepted;
    private boolean listed;
    private List<Runnable> awaiting = new ArrayList<>();

    LaneBuffer(NodeId to, Priority priority, @Nullable NodeId origin, long capacityBytes) {
        this.to = to;
        this.priority = priority;
        this.origin = origin;
        this.capacityBytes = capacityBytes;
    }

    /** What became of an entry that was to be added. */
    enum Added {
        /** There is no room. */
        FULL,
        /** It waits behind others. */
        BEHIND,
        /** It is the first; the buffer is listed now, and the engine has to be told. */
        FIRST
    }

    private static final class Chunk {

        private byte[] bytes;
        private int length = Batch.ENTRIES_AT;
        private int messages;
        private int answers;
        private boolean timed;

        private Chunk(int size) {
            bytes = new byte[size];
        }

        private boolean isEmpty() {
            return length == Batch.ENTRIES_AT;
        }

        private void reset() {
            length = Batch.ENTRIES_AT;
            messages = 0;
            answers = 0;
            timed = false;
        }
    }

    /**
     * Adds an entry.
     *
     * @param head its expiry is a moment, as {@link Expiry} has it
     */
    synchronized Added append(EntryHead head, Payload payload) {
        int most = BatchForm.mostBytes(payload);
        if (!hasRoom(most)) {
            return Added.FULL;
        }
        Chunk chunk = chunkFor(most);
        int end = BatchForm.put(chunk.bytes, chunk.length, head, payload);
        return added(chunk, end, head.kind(), head.expiry() != 0);
    }

    /** Adds an entry that is encoded already. */
    synchronized Added append(byte[] bytes, int from, int to, EntryKind kind, boolean expires) {
        int length = to - from;
        if (!hasRoom(length)) {
            return Added.FULL;
        }
        Chunk chunk = chunkFor(length);
        System.arraycopy(bytes, from, chunk.bytes, chunk.length, length);
        return added(chunk, chunk.length + length, kind, expires);
    }

    /** Returns the next batch if what may leave at once has room for it. An empty buffer is not listed any more. */
    synchronized Batch take(long room) {
        Chunk chunk = full.isEmpty() ? open : full.getFirst();
        if (chunk.isEmpty()) {
            listed = false;
            return Batch.EMPTY;
        }
        if (room < Math.min(chunk.length, LEAST_ROOM)) {
            return Batch.TOO_LONG;
        }
        Batch batch = new Batch(Arrays.copyOf(chunk.bytes, chunk.length), chunk.messages, chunk.answers, chunk.timed);
        waitingBytes -= chunk.length - Batch.ENTRIES_AT;
        if (chunk != open) {
            full.removeFirst();
            recycle(chunk);
        } else if (chunk.bytes.length > BATCH_BYTES) {
            open = new Chunk(FIRST_BYTES);
        } else {
            chunk.reset();
        }
        return batch;
    }

    /** Lists the buffer if it holds something and is not listed yet; returns whether it must be told of now. */
    synchronized boolean list() {
        boolean needed = !listed && waitingBytes > 0;
        listed |= needed;
        return needed;
    }

    /** Tells whether half the buffer is free; if not, somebody is called when it is. */
    synchronized boolean hasRoomOrCalls(Runnable whenRoom) {
        boolean room = 2 * waitingBytes <= capacityBytes;
        if (!room) {
            awaiting.add(whenRoom);
        }
        return room;
    }

    /** Returns who is to be called because there is room again. */
    synchronized List<Runnable> takeAwaiting() {
        if (awaiting.isEmpty() || 2 * waitingBytes > capacityBytes) {
            return List.of();
        }
        List<Runnable> all = awaiting;
        awaiting = new ArrayList<>();
        return all;
    }

    /** Returns how many entries were taken in since the start. */
    synchronized long accepted() {
        return accepted;
    }

    synchronized long waitingBytes() {
        return waitingBytes;
    }

    private boolean hasRoom(int more) {
        return waitingBytes == 0 || waitingBytes + more <= capacityBytes;
    }

    private Chunk chunkFor(int more) {
        int needed = open.length + more;
        if (needed <= open.bytes.length) {
            return open;
        }
        if (needed <= BATCH_BYTES || open.isEmpty()) {
            int size = Math.max(needed, Math.min(BATCH_BYTES, 4 * open.bytes.length));
            open.bytes = Arrays.copyOf(open.bytes, size);
            return open;
        }
        full.addLast(open);
        Chunk next = spare.pollFirst();
        open = next == null ? new Chunk(BATCH_BYTES) : next;
        return chunkFor(more);
    }

    private void recycle(Chunk chunk) {
        if (chunk.bytes.length == BATCH_BYTES && spare.size() < MOST_SPARE) {
            chunk.reset();
            spare.addLast(chunk);
        }
    }

    private Added added(Chunk chunk, int end, EntryKind kind, boolean expires) {
        waitingBytes += end - chunk.length;
        chunk.length = end;
        chunk.timed |= expires;
        chunk.messages += kind.isForHandler() ? 1 : 0;
        chunk.answers += kind.isForHandler() ? 0 : 1;
        accepted++;
        boolean first = !listed;
        listed = true;
        return first ? Added.FIRST : Added.BEHIND;
    }
}

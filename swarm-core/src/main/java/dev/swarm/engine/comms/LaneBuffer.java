package dev.swarm.engine.comms;

import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.engine.comms.Batch.Contents;
import dev.swarm.engine.wire.comms.BatchForm;
import dev.swarm.engine.wire.comms.EntryHead;
import dev.swarm.engine.wire.comms.EntryKind;
import dev.swarm.engine.wire.comms.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one node at one priority, encoded: any thread appends, the engine's thread takes whole batches. A
 * message is copied once, into an array that it shares with others, so that it costs no object on its way; the array
 * itself leaves, and comes back to be filled again.
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

    /** Arrays that are kept when no message waits; while some do, as many as half the buffer needs. */
    private static final int MOST_IDLE = 4;

    final NodeId to;
    final Priority priority;

    /** Whose messages they are, if this node only passes them on; else {@code null}. */
    final @Nullable NodeId origin;

    private final long capacityBytes;
    private final long mostSpare;
    private final Deque<Chunk> full = new ArrayDeque<>(1);
    private final Deque<byte[]> spare = new ArrayDeque<>(1);
    private final Consumer<byte[]> returns = this::takeBack;
    private Chunk open = new Chunk(new byte[FIRST_BYTES]);
    private long waitingBytes;
    private long accepted;
    private boolean listed;
    private List<Runnable> awaiting = new ArrayList<>();

    LaneBuffer(NodeId to, Priority priority, @Nullable NodeId origin, long capacityBytes) {
        this.to = to;
        this.priority = priority;
        this.origin = origin;
        this.capacityBytes = capacityBytes;
        this.mostSpare = capacityBytes / 2 / BATCH_BYTES;
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

        private Chunk(byte[] bytes) {
            this.bytes = bytes;
        }

        private boolean isEmpty() {
            return length == Batch.ENTRIES_AT;
        }

        private Batch toBatch(Consumer<byte[]> owner) {
            return new Batch(bytes, length, new Contents(messages, answers, timed), owner);
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
            shrink();
            return Batch.EMPTY;
        }
        if (room < Math.min(chunk.length, LEAST_ROOM)) {
            return Batch.TOO_LONG;
        }
        waitingBytes -= chunk.length - Batch.ENTRIES_AT;
        if (chunk == open) {
            open = fresh(FIRST_BYTES);
        } else {
            full.removeFirst();
        }
        return chunk.toBatch(returns);
    }

    private synchronized void takeBack(byte[] array) {
        if (array.length <= BATCH_BYTES && spare.size() < Math.max(MOST_IDLE, listed ? mostSpare : 0)) {
            spare.addFirst(array);
        }
    }

    private void shrink() {
        while (spare.size() > MOST_IDLE) {
            spare.removeLast();
        }
    }

    /** Returns an empty one, of the array that was used last if there is one. */
    private Chunk fresh(int size) {
        byte[] array = spare.pollFirst();
        return new Chunk(array == null ? new byte[size] : array);
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
        open = fresh(BATCH_BYTES);
        return chunkFor(more);
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

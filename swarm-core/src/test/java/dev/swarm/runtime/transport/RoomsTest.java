package dev.swarm.runtime.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rooms are used again while there is use for them, and none outlives both its users and those who keep it. */
class RoomsTest {

    private final Rooms rooms = new Rooms();

    @Test
    void aRoomThatIsFreeIsUsedAgain() {
        ByteBuf first = rooms.take(1_000);
        ByteBuf second = rooms.take(1_000);
        assertThat(second).isNotSameAs(first);
        first.release();
        assertThat(rooms.take(2_000)).isSameAs(first);
        assertThat(first.readableBytes()).isEqualTo(2_000);
    }

    @Test
    void whatIsKeptIsGivenBackAtTheEnd() {
        List<ByteBuf> taken = new ArrayList<>();
        for (int i = 1; i < 10; i++) {
            taken.add(rooms.take(i * 1_000));
        }
        ByteBuf inUse = taken.remove(0);
        taken.forEach(ByteBuf::release);
        rooms.close();
        assertThat(taken).allMatch(room -> room.refCnt() == 0);
        assertThat(inUse.refCnt()).isEqualTo(1);
        inUse.release();
        assertThat(inUse.refCnt()).isZero();
    }

    /** Buffers that have been read to their end hold the same, which must not make one of them stand for another. */
    @Test
    void theSmallestGoesWhateverTheBuffersHold() {
        List<ByteBuf> kept = new ArrayList<>();
        for (int kibibytes : new int[] {64, 8, 32, 16}) {
            kept.add(rooms.take(kibibytes * 1_024));
        }
        for (ByteBuf room : kept) {
            room.skipBytes(room.readableBytes());
            room.release();
        }
        ByteBuf small = kept.get(1);
        ByteBuf larger = rooms.take(128 * 1_024);
        assertThat(small.refCnt()).isZero();
        assertThat(kept).filteredOn(room -> room.refCnt() == 1).hasSize(3);

        // one in use is let go by its user alone, and nobody else gets it before
        ByteBuf next = rooms.take(16 * 1_024);
        List<ByteBuf> others = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ByteBuf other = rooms.take((256 + i) * 1_024);
            assertThat(other).isNotSameAs(next).isNotSameAs(larger);
            other.skipBytes(other.readableBytes());
            others.add(other);
        }
        assertThat(next.refCnt()).isPositive();
        next.release();
        larger.release();
        others.forEach(ByteBuf::release);
        rooms.close();
        assertThat(kept).allMatch(room -> room.refCnt() == 0);
        assertThat(others).allMatch(room -> room.refCnt() == 0);
        assertThat(larger.refCnt()).isZero();
    }

    @Test
    void nothingIsKeptAfterTheEnd() {
        rooms.close();
        ByteBuf late = rooms.take(1_000);
        late.release();
        assertThat(late.refCnt()).isZero();
        rooms.close();
    }
}

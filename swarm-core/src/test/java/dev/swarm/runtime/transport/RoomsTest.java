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

    @Test
    void nothingIsKeptAfterTheEnd() {
        rooms.close();
        ByteBuf late = rooms.take(1_000);
        late.release();
        assertThat(late.refCnt()).isZero();
        rooms.close();
    }
}

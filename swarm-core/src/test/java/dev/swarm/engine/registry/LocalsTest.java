package dev.swarm.engine.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.registry.Locals.Local;
import dev.swarm.engine.replication.Change;
import dev.swarm.engine.wire.registry.NameCodec;
import dev.swarm.engine.wire.registry.NameValue;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Row;
import dev.swarm.engine.wire.replication.Write;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a row says of a local name, and what is known where it says nothing. Changes are seen after they are made. */
class LocalsTest {

    private static final String NAME = "here";
    private static final Key KEY = new Key(Ledger.NAME, NAME);
    private static final ReplicaId SELF = new ReplicaId("self", 1);
    private static final ReplicaId EARLIER = new ReplicaId("self", 0);
    private static final ReplicaId OTHER = new ReplicaId("other", 1);

    private final Locals locals = new Locals(new Peers(SELF, session -> session));

    @Test
    void aRowOfThisProcessIsALocalName() {
        Write mine = write(SELF, 1, NameCodec.fresh());

        see(null, mine);

        assertThat(found(mine).token()).isEqualTo(mine.time());
        assertThat(found(mine).copy()).isEqualTo(-mine.time());
        assertThat(locals.isPlain(mine)).isTrue();
        assertThat(locals.find(NAME, write(OTHER, 1, NameCodec.fresh()))).isNull();
        assertThat(locals.find(NAME, write(EARLIER, 1, NameCodec.fresh()))).isNull();
        assertThat(locals.has(NAME, null)).isFalse();
    }

    @Test
    void aNameThatOthersWroteTooOrTookAwayIsHereUntilItEnds() {
        Write mine = write(SELF, 1, grouped(77, "group"));
        Write theirs = write(OTHER, 1, NameCodec.fresh());
        Row both = Row.of(theirs, mine);
        see(null, mine);
        see(mine, both);
        assertThat(locals.isPlain(both)).isFalse();
        assertThat(found(both).token()).isEqualTo(77);

        see(both, theirs);
        see(theirs, null);

        assertThat(found(null)).isEqualTo(found(theirs));
        assertThat(found(null).token()).isEqualTo(77);
        assertThat(found(null).value().groups()).containsExactly("group");
        Write again = write(SELF, 2, grouped(77, "other"));
        see(null, again);
        see(again, null);
        assertThat(found(null).value().groups()).containsExactly("other");
        locals.remove(found(null), null);
        assertThat(locals.has(NAME, null)).isFalse();
    }

    @Test
    void whatLostStandsForNothingWhileARowHasIt() {
        Write mine = write(SELF, 1, NameCodec.fresh());
        Write theirs = write(OTHER, 1, NameCodec.fresh());
        Row both = Row.of(theirs, mine);
        see(null, mine);
        see(mine, both);
        locals.remove(found(both), both);

        assertThat(locals.has(NAME, both)).isFalse();
        see(both, mine);
        assertThat(locals.has(NAME, mine)).isFalse();
        assertThat(locals.isPlain(mine)).isFalse();

        Write again = write(SELF, 2, NameCodec.fresh());
        see(mine, again);
        assertThat(found(again).token()).isEqualTo(again.time());
        see(again, null);
        assertThat(found(null).token()).isEqualTo(again.time());
    }

    /** All of it happens in one step, and is seen at its end. */
    @Test
    void whatEndsBeforeItIsSeenIsNotTakenForTakenAway() {
        Write first = write(SELF, 1, NameCodec.fresh());
        Write joined = write(SELF, 2, grouped(first.time(), "group"));
        Write second = write(SELF, 4, NameCodec.fresh());
        Write third = write(SELF, 6, NameCodec.fresh());
        locals.remove(found(joined), joined);
        locals.remove(found(second), second);
        assertThat(found(third).token()).isEqualTo(third.time());

        see(null, first);
        see(first, joined);
        see(joined, null);
        see(null, second);
        see(second, null);
        assertThat(locals.has(NAME, null)).isFalse();
        see(null, third);

        assertThat(found(third).token()).isEqualTo(third.time());
        see(third, null);
        assertThat(locals.has(NAME, null)).isTrue();
    }

    private Local found(@Nullable Row row) {
        return Objects.requireNonNull(locals.find(NAME, row));
    }

    private void see(@Nullable Row before, @Nullable Row after) {
        locals.onChange(new Change(KEY, before, after, OTHER, false));
    }

    private static byte[] grouped(long token, String group) {
        return NameCodec.encode(new NameValue(token, null, new TreeSet<>(List.of(group))));
    }

    private static Write write(ReplicaId by, long number, byte[] value) {
        return new Write(new Dot(by, number), KEY, 100 + number, value, List.of());
    }
}

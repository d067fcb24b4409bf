package dev.swarm.engine.replication;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.config.OverlayConfig;
import dev.swarm.crdt.Dot;
import dev.swarm.crdt.ReplicaId;
import dev.swarm.engine.step.Now;
import dev.swarm.engine.wire.replication.Key;
import dev.swarm.engine.wire.replication.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows that come one behind the other are one piece of news, of which nothing is lost, whatever follows. */
class AdditionsTest {

    private static final ReplicaId SELF = new ReplicaId("a", 1);
    private static final Now NOW = new Now(1_000_000, 1_000);
    private static final Additions.Test ALL = (value, bytes, from, to) -> true;
    private static final Marks.Reading<String> NAME = (origin, time, name) -> name;

    private final Replication replication =
            new Replication(SELF, OverlayConfig.defaults(), 'n', (to, lane, message) -> true, new SplittableRandom(1));

    private Write write(String name, byte @Nullable ... value) {
        return replication.write(NOW, new Key('n', name), value);
    }

    private static List<String> names(News news) {
        return ReplicaWorld.changes(List.of(news)).stream()
                .map(change -> change.key().name())
                .toList();
    }

    private List<String> marked() {
        return replication.marks().all(NAME).stream().sorted().toList();
    }

    @Test
    void whatComesOneBehindTheOtherIsOnePieceOfNews() {
        Write first = write("a", (byte) 1);
        write("b", (byte) 2);
        List<News> news = replication.drain();
        assertThat(news).hasSize(1);
        Additions additions = (Additions) news.get(0);
        assertThat(additions.origin()).isEqualTo(SELF);
        assertThat(additions.count()).isEqualTo(2);
        assertThat(names(additions)).containsExactly("a", "b");
        Change change = additions.changes().get(0);
        assertThat(change.before()).isNull();
        assertThat(change.after()).usingRecursiveComparison().isEqualTo(first);
        assertThat(change.origin()).isEqualTo(SELF);
        assertThat(change.wasMarked()).isFalse();

        write("c", (byte) 1);
        assertThat(names(replication.drain().get(0))).containsExactly("c");
        assertThat(replication.drain()).isEmpty();
    }

    @Test
    void whatIsNotASingleByteInAsciiUnderANewKeyIsAChange() {
        write("a", (byte) 1);
        write("bytes", (byte) 1, (byte) 2);
        write("näme", (byte) 1);
        write("b", (byte) 1);
        write("b", (byte) 1);
        write("b", (byte[]) null);
        write("b", (byte) 1);
        List<News> news = replication.drain();
        assertThat(news.stream().map(each -> each instanceof Additions))
                .containsExactly(true, false, false, true, false, false, true);
        assertThat(ReplicaWorld.changes(news).stream().map(each -> each.key().name()))
                .containsExactly("a", "bytes", "näme", "b", "b", "b", "b");
        replication.write(NOW, new Key('m', "other letter"), new byte[] {1});
        assertThat(replication.drain().get(0)).isInstanceOf(Change.class);
    }

    @Test
    void thoseThatPassAreMarkedAndTheOthersAreHandedOver() {
        write("a", (byte) 1);
        write("b", (byte) 2);
        write("cc", (byte) 1);
        Additions additions = (Additions) replication.drain().get(0);
        List<Change> others = additions.mark((value, bytes, from, to) -> value == 1 && to - from == 1);
        assertThat(others.stream().map(each -> each.key().name())).containsExactly("b", "cc");
        assertThat(marked()).containsExactly("a");
        List<String> told = new ArrayList<>();
        additions.marked(write -> told.add(write.name()));
        assertThat(told).containsExactly("a");
    }

    @Test
    void whatHasGoneMeanwhileIsNotMarked() {
        write("a", (byte) 1);
        write("b", (byte) 1);
        write("c", (byte) 1);
        write("b", (byte) 2);
        write("c", (byte[]) null);
        List<News> news = replication.drain();
        Additions additions = (Additions) news.get(0);
        List<Change> others = additions.mark(ALL);
        assertThat(others.stream().map(each -> each.key().name())).containsExactly("b", "c");
        assertThat(others.get(0).after()).extracting(row -> row.write().value()).isEqualTo(new byte[] {1});
        assertThat(marked()).containsExactly("a");
    }

    /** Rows are many pages, and move when most of theirs are gone. */
    @Test
    void nothingIsLostWhereverRowsGoWithinAStep() {
        SplittableRandom random = new SplittableRandom(3);
        List<String> expected = new ArrayList<>();
        List<String> found = new ArrayList<>();
        int marks = 0;
        for (int step = 0; step < 40; step++) {
            for (int i = 0; i < 2_000; i++) {
                String name = "name-" + random.nextInt(20_000);
                boolean isThere = replication.get(new Key('n', name)) != null;
                if (isThere) {
                    write(name, (byte[]) null);
                } else {
                    write(name, (byte) 1);
                    expected.add(name);
                }
            }
            for (News news : replication.drain()) {
                for (Change change : ReplicaWorld.changes(List.of(news))) {
                    if (change.before() == null) {
                        found.add(change.key().name());
                    }
                }
                if (news instanceof Additions additions) {
                    marks += additions.count() - additions.mark(ALL).size();
                }
            }
            for (String name : marked()) {
                assertThat(replication.get(new Key('n', name))).isNotNull();
            }
        }
        assertThat(found).isEqualTo(expected);
        assertThat(marks).isGreaterThan(expected.size() / 2);
    }

    @Test
    void thoseOfAnotherOriginAreAnotherPieceOfNews() {
        Replication other = new Replication(
                new ReplicaId("b", 1),
                OverlayConfig.defaults(),
                'n',
                (to, lane, message) -> true,
                new SplittableRandom(2));
        write("a", (byte) 1);
        Write theirs = other.write(NOW, new Key('n', "b"), new byte[] {1});
        replication.restore(Map.of(), List.of(theirs));
        write("c", (byte) 1);
        List<News> news = replication.drain();
        assertThat(news.stream().map(AdditionsTest::names)).containsExactly(List.of("a"), List.of("b"), List.of("c"));
        assertThat(news.stream().map(each -> ((Additions) each).origin().node()))
                .containsExactly("a", "b", "a");
        assertThat(theirs.dot()).isEqualTo(new Dot(new ReplicaId("b", 1), 1));
    }
}

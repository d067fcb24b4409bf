package dev.swarm.engine.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Readers and the writer of a table in each other's way, without any thread: whenever a table asks something of a key,
 * in the midst of what it does, another one has its turn.
 */
class TableRacesTest {

    private static final int STAYING = 20;
    private static final int GOING = 300;
    private static final int ROUNDS = 50;

    private final Names names = new Names();
    private final List<Name> staying = new ArrayList<>();
    private int turns;
    private int changes;
    private boolean isTurn;

    @Nullable
    private Runnable other;

    /** Something that is its own key, and whose hash is one of few. */
    private final class Name {

        private final int number;

        Name(int number) {
            this.number = number;
        }

        @Override
        public int hashCode() {
            giveTurn();
            return number % 5;
        }

        @Override
        public boolean equals(@Nullable Object object) {
            return object instanceof Name name && name.number == number;
        }
    }

    private final class Names extends Table<Name, Name> {

        @Override
        protected Name keyOf(Name item) {
            giveTurn();
            return item;
        }
    }

    private void giveTurn() {
        Runnable next = other;
        if (next != null && !isTurn) {
            isTurn = true;
            turns++;
            next.run();
            isTurn = false;
        }
    }

    @Test
    void whatStaysIsFoundInTheMidstOfEachChange() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            begin();
            other = () ->
                    assertThat(names.find(staying.get(random.nextInt(STAYING)))).isNotNull();
            while (names.size() > STAYING) {
                change(random);
            }
            end();
        }
        assertThat(turns).isGreaterThan(ROUNDS * GOING);
    }

    @Test
    void whatStaysIsFoundWhateverChangesMeanwhile() {
        for (long seed = 0; seed < ROUNDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            begin();
            other = () -> change(random);
            while (names.size() > STAYING) {
                Name name = staying.get(random.nextInt(STAYING));
                assertThat(names.find(name)).isSameAs(name);
            }
            end();
        }
        assertThat(turns).isGreaterThan(ROUNDS * GOING);
    }

    /** What stays comes last, so that it stands in the crowd, until enough has gone that there are slots for it. */
    private void begin() {
        changes = 0;
        for (int i = 0; i < GOING + STAYING; i++) {
            Name name = new Name(i);
            names.put(name);
            if (i >= GOING) {
                staying.add(name);
            }
        }
    }

    private void end() {
        other = null;
        staying.forEach(name -> assertThat(names.remove(name)).isSameAs(name));
        staying.clear();
        assertThat(names.size()).isZero();
    }

    /** All go, but first one or the other comes again. */
    private void change(SplittableRandom random) {
        if (changes < GOING && random.nextInt(4) == 0) {
            names.put(new Name(random.nextInt(GOING)));
        }
        names.remove(new Name(changes % GOING));
        changes++;
    }
}

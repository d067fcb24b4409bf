package dev.swarm.benchmark.names;

import dev.swarm.api.registry.WorkerRef;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How long looking a name up takes, beside a map of the same keys and answers in the same process: by turns, so that
 * both meet the same machine, in an order by chance, as users ask.
 */
final class LookUps {

    private static final int TURNS = 15;
    private static final int SEED = 8;

    private final NameBook book;
    private final String[] names;
    private final Map<String, Object> map = new ConcurrentHashMap<>();

    LookUps(NameBook book, long first, int count) {
        this.book = book;
        this.names = new String[count];
        for (int i = 0; i < count; i++) {
            String key = NameBook.name(first + i);
            WorkerRef found = require(book.find(NameBook.name(first + i)));
            // keys and answers of its own, as a map has that is all there is
            map.put(key, new WorkerRef(key, found.node(), found.type(), found.token()));
        }
        // what is asked for is as little the key itself here as in the book, and lies as far from it
        for (int i = 0; i < count; i++) {
            names[i] = NameBook.name(first + i);
        }
        SplittableRandom random = new SplittableRandom(SEED);
        for (int i = count - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            String swapped = names[i];
            names[i] = names[other];
            names[other] = swapped;
        }
    }

    /** Returns nanoseconds for one look-up in the book and in the map: medians of the later turns. */
    String measure() {
        double[] ours = new double[TURNS];
        double[] raw = new double[TURNS];
        for (int turn = 0; turn < TURNS; turn++) {
            ours[turn] = book();
            raw[turn] = map();
        }
        return median(ours) + " " + median(raw);
    }

    private double book() {
        long start = System.nanoTime();
        long found = 0;
        for (String name : names) {
            found += book.find(name) == null ? 0 : 1;
        }
        return each(start, found);
    }

    private double map() {
        long start = System.nanoTime();
        long found = 0;
        for (String name : names) {
            found += map.get(name) == null ? 0 : 1;
        }
        return each(start, found);
    }

    private double each(long start, long found) {
        double nanos = (double) (System.nanoTime() - start) / names.length;
        if (found != names.length) {
            throw new IllegalStateException("Of " + names.length + " names only " + found + " are known");
        }
        return nanos;
    }

    private static double median(double[] turns) {
        double[] later = Arrays.copyOfRange(turns, turns.length / 3, turns.length);
        Arrays.sort(later);
        return later[later.length / 2];
    }

    private static WorkerRef require(@Nullable Object found) {
        if (found == null) {
            throw new IllegalStateException("A name is not known");
        }
        return (WorkerRef) found;
    }
}

package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.engine.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Which copies there are, where names lead, and which objects live. Any thread; whoever looks waits for nobody. */
final class Roll {

    private final Object lock = new Object();

    private final Table<Long, Cell> copies = new Table<>() {
        @Override
        protected Long keyOf(Cell cell) {
            return cell.copy;
        }

        @Override
        protected boolean isKey(Cell cell, Long copy) {
            return cell.copy == copy;
        }
    };

    private final Table<String, Cell> names = new Table<>() {
        @Override
        protected String keyOf(Cell cell) {
            return cell.name;
        }
    };

    private final Table<Same, Body> objects = new Bodies();

    private static final class Bodies extends Table<Same, Body> {

        @Override
        protected Same keyOf(Body body) {
            return new Same(body.worker());
        }

        @Override
        protected boolean isKey(Body body, Same same) {
            return body.worker() == same.worker;
        }
    }

    /** An object as itself, whatever it says of being equal to others. */
    private record Same(@Nullable SwarmWorker worker) {

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same same && same.worker == worker;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(worker);
        }
    }

    @Nullable
    Cell find(long copy) {
        return copies.find(copy);
    }

    @Nullable
    Cell find(String name) {
        return names.find(name);
    }

    /** Returns all copies as they are now. */
    List<Cell> copies() {
        List<Cell> all = new ArrayList<>(copies.size());
        copies.forEach(all::add);
        return all;
    }

    /** Adds a copy, to which its name leads from now on; returns the one to which it led, {@code null} for none. */
    @Nullable
    Cell add(Cell cell) {
        synchronized (lock) {
            copies.put(cell);
            return names.put(cell);
        }
    }

    /** The name of a copy leads to it. */
    void link(Cell cell) {
        synchronized (lock) {
            names.put(cell);
        }
    }

    /** The name of a copy leads to it no longer. */
    void unlink(Cell cell) {
        synchronized (lock) {
            names.removeSame(cell);
        }
    }

    /** Removes a copy that another one follows, to which its name leads already. */
    void removeCopy(Cell cell) {
        synchronized (lock) {
            copies.removeSame(cell);
        }
    }

    /** Removes a copy, its name, and its object if that has no other. */
    void remove(Cell cell) {
        synchronized (lock) {
            removeCopy(cell);
            unlink(cell);
            forget(cell.body);
        }
    }

    /** Both are about to be looked for. */
    void expect(String name, SwarmWorker worker) {
        names.touch(name.hashCode());
        objects.touch(System.identityHashCode(worker));
    }

    /**
     * Adds a copy for an object that is there, to which its name leads from now on.
     *
     * @param making makes the body of an object that has none that lives
     * @param naming makes the copy
     */
    void addLocal(SwarmWorker worker, Supplier<Body> making, Function<Body, Cell> naming) {
        synchronized (lock) {
            Body known = objects.find(new Same(worker));
            Body body = known == null || known.isOver() ? making.get() : known;
            Cell cell = naming.apply(body);
            body.add(cell);
            Body unusedOver = body == known ? known : objects.put(body);
            Cell unusedBefore = add(cell);
        }
    }

    /**
     * An object begins a life.
     *
     * @throws IllegalStateException if it has one
     */
    void claim(SwarmWorker worker, Body body) {
        synchronized (lock) {
            if (objects.find(new Same(worker)) != null) {
                throw new IllegalStateException("the factory gave a worker that lives already");
            }
            body.set(worker);
            objects.put(body);
        }
    }

    /** Forgets the object of a body that is over. */
    void forget(Body body) {
        synchronized (lock) {
            if (body.worker() != null && body.isOver()) {
                objects.removeSame(body);
            }
        }
    }
}

package dev.swarm.registry.worker;

import dev.swarm.api.SwarmWorker;
import dev.swarm.engine.table.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which lives there are, where names lead, and which objects live. A local life is found by its name alone while that
 * leads to it: there may be very many. Any thread; whoever looks waits for nobody.
 */
final class Roll {

    private final Object lock = new Object();

    /** All managed lives, and those of local names to which these lead no longer. */
    private final Table<Long, Cell> copies = new Table<>() {
        @Override
        protected Long keyOf(Cell cell) {
            return cell.copy();
        }

        @Override
        protected boolean isKey(Cell cell, Long copy) {
            return cell.copy() == copy;
        }
    };

    private final Table<String, Cell> names = new Table<>() {
        @Override
        protected String keyOf(Cell cell) {
            return cell.name;
        }
    };

    /** For each object that lives one of its names. */
    private final Table<Same, Cell> objects = new Table<>() {
        @Override
        protected Same keyOf(Cell cell) {
            return Same.as(cell.worker());
        }

        @Override
        protected boolean isKey(Cell cell, Same same) {
            return cell.worker() == same.worker;
        }
    };

    /** An object as itself, whatever it says of being equal to others. */
    private record Same(@Nullable SwarmWorker worker, int hash) {

        static Same as(@Nullable SwarmWorker worker) {
            return new Same(worker, System.identityHashCode(worker));
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Same same && same.worker == worker;
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** Returns a managed life. */
    @Nullable
    Cell find(long copy) {
        return copies.find(copy);
    }

    /** Returns the life to which a name leads. */
    @Nullable
    Cell find(String name) {
        return names.find(name);
    }

    /** Returns a life of a name, whether that leads to it or not. */
    @Nullable
    Cell find(String name, long copy) {
        Cell named = names.find(name);
        // one that loses its name meanwhile is among the copies before it does
        return named != null && named.copy() == copy ? named : copies.find(copy);
    }

    /** Returns all lives as they are now. */
    List<Cell> all() {
        synchronized (lock) {
            List<Cell> all = new ArrayList<>(copies.size() + names.size());
            copies.forEach(all::add);
            names.forEach(cell -> {
                if (!cell.isManaged()) {
                    all.add(cell);
                }
            });
            return all;
        }
    }

    /** Adds a managed life, to which its name leads from now on; returns the one to which it led, if any. */
    @Nullable
    Cell add(Cell cell) {
        synchronized (lock) {
            Cell unused = copies.put(cell);
            return lead(cell);
        }
    }

    /** The name of a managed life leads to it. */
    void link(Cell cell) {
        synchronized (lock) {
            Cell unused = lead(cell);
        }
    }

    /** The name of a life leads to it no longer. */
    void unlink(Cell cell) {
        synchronized (lock) {
            if (names.find(cell.name) == cell) {
                keep(cell);
                names.removeSame(cell);
            }
        }
    }

    /** Removes a life that another one follows, to which its name leads already. */
    void removeCopy(Cell cell) {
        synchronized (lock) {
            copies.removeSame(cell);
        }
    }

    /** Removes a life, its name, and its object if that has no other. */
    void remove(Cell cell) {
        synchronized (lock) {
            copies.removeSame(cell);
            names.removeSame(cell);
            forget(cell.body());
        }
    }

    /** Both are about to be looked for, an object by its identity's hash. */
    void expect(String name, int hash) {
        names.touch(name.hashCode());
        objects.touch(hash);
    }

    /**
     * Adds a life of a local name, which leads to it from now on; it joins the others of its object, if that lives.
     *
     * @param hash that of the object's identity: who makes it first waits for a while, and that need not be the loop
     */
    void addLocal(Cell cell, int hash) {
        Same same = new Same(cell.worker(), hash);
        synchronized (lock) {
            Cell other = objects.find(same);
            if (other == null) {
                objects.add(same, cell);
            } else if (!other.body().add(cell)) {
                Cell unusedOver = objects.put(cell);
            } else if (other.body().first() == cell) {
                // it had lost its last name, and something waits for it still
                copies.removeSame(other);
                Cell unusedNameless = objects.put(cell);
            }
            Cell unusedBefore = lead(cell);
        }
    }

    /**
     * A local life loses its name for good. Its object lives on by its other names; without any it is kept until what
     * waits for it is handled, so that it has one mailbox whatever name it gets meanwhile.
     */
    void letGo(Cell cell) {
        synchronized (lock) {
            Body body = cell.body();
            body.remove(cell);
            names.removeSame(cell);
            copies.removeSame(cell);
            if (body.first() == null && !body.desk().closeIfIdle()) {
                Cell unused = copies.put(cell);
            } else {
                forget(body);
            }
        }
    }

    /** Nothing waits for an object any more: it is forgotten if it has no name, and nothing came just now. */
    void release(Body body) {
        synchronized (lock) {
            Cell known = objects.find(Same.as(body.worker()));
            if (known != null
                    && known.isOf(body)
                    && body.first() == null
                    && body.desk().closeIfIdle()) {
                copies.removeSame(known);
                objects.removeSame(known);
            }
        }
    }

    /**
     * An object begins a managed life.
     *
     * @throws IllegalStateException if it has one
     */
    void claim(SwarmWorker worker, Cell cell) {
        synchronized (lock) {
            if (objects.find(Same.as(worker)) != null) {
                throw new IllegalStateException("the factory gave a worker that lives already");
            }
            cell.body().set(worker);
            Cell unused = objects.put(cell);
        }
    }

    /** One or all of the names of an object are no more: it is found by another one, or is forgotten. */
    void forget(Body body) {
        synchronized (lock) {
            SwarmWorker worker = body.worker();
            Cell known = worker == null ? null : objects.find(Same.as(worker));
            if (known == null || !known.isOf(body)) {
                return;
            }
            Cell next = body.isOver() ? null : body.first();
            if (next == null) {
                objects.removeSame(known);
            } else if (next != known) {
                Cell unused = objects.put(next);
            }
        }
    }

    private @Nullable Cell lead(Cell cell) {
        Cell before = names.find(cell.name);
        if (before == null) {
            names.add(cell.name, cell);
            return null;
        }
        if (before != cell) {
            keep(before);
        }
        return names.put(cell);
    }

    /** A name is about to lead to a life no longer, which is to be found all the same. */
    private void keep(Cell cell) {
        if (!cell.isManaged()) {
            Cell unused = copies.put(cell);
        }
    }
}

package dev.swarm.benchmark.names;

import org.jspecify.annotations.Nullable;

/** One node's part of a directory of names that all nodes see. */
interface NameBook extends AutoCloseable {

    /** Returns the name of that number; the same for all subjects. */
    static String name(long number) {
        return "k" + (1_000_000 + number);
    }

    /** Returns how many nodes this one knows, itself included. */
    int members();

    /** Registers names of this node by their numbers, as fast as it takes them; done when each is accepted here. */
    void register(long first, int count) throws Exception;

    /** Returns where a name is, from this process's memory; {@code null} if it is not known here. */
    @Nullable
    Object find(String name);

    @Override
    void close();
}

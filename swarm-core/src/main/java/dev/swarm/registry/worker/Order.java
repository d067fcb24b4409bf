package dev.swarm.registry.worker;

/** Something that is done with a worker before any further message. */
interface Order {

    /** Does it, on a thread that may block. Does not throw. */
    void run();

    /** It will not be done: the worker lives no longer. */
    void drop(String why);
}

package dev.swarm.engine;

/** How other threads wake the engine's one; does nothing until somebody has said how. */
final class Alarm {

    private volatile Runnable wake = () -> {};

    /** Says how; before the engine starts. */
    void wakeBy(Runnable how) {
        wake = how;
    }

    /** Wakes; any thread. */
    void ring() {
        wake.run();
    }
}

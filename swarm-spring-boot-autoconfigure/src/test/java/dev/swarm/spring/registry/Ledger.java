package dev.swarm.spring.registry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What workers of a node note; a dependency of them. */
class Ledger {

    private final List<String> lines = new CopyOnWriteArrayList<>();

    void note(String line) {
        lines.add(line);
    }

    List<String> lines() {
        return lines;
    }
}

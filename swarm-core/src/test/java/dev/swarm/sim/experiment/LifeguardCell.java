package dev.swarm.sim.experiment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One cell of the grid of Lifeguard's experiments.
 *
 * @param anomalies how many agents are blocked at once (the paper's C)
 * @param blocked for how long (D)
 * @param normal for how long they run between two blocks (I); the threshold experiment blocks once and ignores it
 */
record LifeguardCell(int anomalies, Duration blocked, Duration normal) {

    /** Returns all cells of a grid. */
    static List<LifeguardCell> grid(int[] anomalies, int[] blockedMillis, int[] normalMillis) {
        List<LifeguardCell> cells = new ArrayList<>();
        for (int count : anomalies) {
            for (int blocked : blockedMillis) {
                for (int normal : normalMillis) {
                    cells.add(new LifeguardCell(count, Duration.ofMillis(blocked), Duration.ofMillis(normal)));
                }
            }
        }
        return cells;
    }
}

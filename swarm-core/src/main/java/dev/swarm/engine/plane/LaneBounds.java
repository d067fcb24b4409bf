package dev.swarm.engine.plane;

import dev.swarm.api.config.PlaneConfig;
import dev.swarm.engine.step.Lane;
import java.util.List;

/** Lanes and their bounds by the number of the lane on the wire. */
final class LaneBounds {

    static final int CONTROL = 0;
    static final int CRITICAL = 1;
    static final int HIGH = 2;
    static final int CHANGES = 3;
    static final int NORMAL = 4;
    static final int LOW = 5;
    static final int BULK = 6;

    private static final List<Lane> LANES =
            List.of(Lane.CONTROL, Lane.CRITICAL, Lane.HIGH, Lane.CHANGES, Lane.NORMAL, Lane.LOW, Lane.BULK);

    private LaneBounds() {}

    static int number(Lane lane) {
        return switch (lane) {
            case CONTROL -> CONTROL;
            case CRITICAL -> CRITICAL;
            case HIGH -> HIGH;
            case CHANGES -> CHANGES;
            case NORMAL -> NORMAL;
            case LOW -> LOW;
            case BULK -> BULK;
        };
    }

    static List<PlaneConfig.Lane> of(PlaneConfig.Lanes lanes) {
        return List.of(
                lanes.control(),
                lanes.critical(),
                lanes.high(),
                lanes.changes(),
                lanes.normal(),
                lanes.low(),
                lanes.bulk());
    }

    static Lane lane(int number) {
        return LANES.get(number);
    }
}

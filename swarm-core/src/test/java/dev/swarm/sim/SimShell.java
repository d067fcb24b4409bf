package dev.swarm.sim;

import dev.swarm.engine.step.Effect;
import java.util.List;

/** What stands around the engine of one process, and does what must run beside the loop. */
public interface SimShell {

    /** Does nothing, and is asked for nothing. */
    SimShell NONE = new SimShell() {

        @Override
        public void onEffects(List<Effect> effects) {
            if (!effects.isEmpty()) {
                throw new IllegalStateException("Nobody does " + effects);
            }
        }

        @Override
        public void onEnd() {
            // there was nothing
        }
    };

    /** A step had these effects, in order; never answered from within the call. */
    void onEffects(List<Effect> effects);

    /** The process is gone. */
    void onEnd();
}

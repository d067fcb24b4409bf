package dev.swarm;

import dev.swarm.engine.registry.RegistryModel;
import org.jspecify.annotations.Nullable;

/** What is read of names in the present life, at one step: looking names up is most of what users do. Any thread. */
final class NamesInSight {

    private static final RegistryModel NONE = new RegistryModel();

    private volatile RegistryModel model = NONE;

    /** Shows the names of a life, {@code null} for none as long as it has none. */
    void show(@Nullable RegistryModel names) {
        model = names == null ? NONE : names;
    }

    RegistryModel get() {
        return model;
    }
}

package dev.swarm;

import dev.swarm.engine.registry.RegistryModel;
import org.jspecify.annotations.Nullable;

/** What is read of names in the present life, at one step: looking names up is most of what users do. Any thread. */
final class NamesInSight {

    private volatile @Nullable RegistryModel model;

    /** Shows the names of a life, {@code null} for none as long as it has none. */
    void show(@Nullable RegistryModel names) {
        model = names;
    }

    @Nullable
    RegistryModel get() {
        return model;
    }
}

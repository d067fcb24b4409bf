package dev.swarm.spring.actuate;

import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.registry.RegistryOverview;
import dev.swarm.api.registry.RegistryOverview.Handoffs;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToLongFunction;

/** Meters of named workers. As with {@link SwarmMetrics} their number grows with nothing. */
final class RegistryMetrics implements MeterBinder {

    /** Meters hold what they read weakly, so this object, a bean, keeps it. */
    private final SwarmRegistry names;

    RegistryMetrics(SwarmRegistry names) {
        this.names = names;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("swarm.registry.names", names, all -> all.overview().names())
                .description("Names that live somewhere, as this node knows")
                .baseUnit("names")
                .register(registry);
        Gauge.builder(
                        "swarm.registry.operations",
                        names,
                        all -> all.overview().operations().size())
                .description("What is under way on this node about names, 100 at most")
                .baseUnit("operations")
                .register(registry);
        Gauge.builder("swarm.registry.stalled", names, RegistryMetrics::stalled)
                .description("Whether something has been under way for too long: 1 if so, else 0")
                .register(registry);
        bindHandoffs(registry, "moved", Handoffs::moved);
        bindHandoffs(registry, "ignored", Handoffs::ignored);
        bindHandoffs(registry, "failed", Handoffs::failed);
        bindHandoffs(registry, "merged", Handoffs::merged);
    }

    private void bindHandoffs(MeterRegistry registry, String outcome, ToLongFunction<Handoffs> count) {
        FunctionCounter.builder(
                        "swarm.registry.handoffs",
                        names,
                        all -> count.applyAsLong(all.overview().handoffs()))
                .description("Moves of this node's workers, by how they ended")
                .baseUnit("handoffs")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static double stalled(SwarmRegistry names) {
        RegistryOverview overview = names.overview();
        return overview.stalled() == null ? 0 : 1;
    }
}

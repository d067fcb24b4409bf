package dev.swarm.spring.kubernetes;

import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.SwarmAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Auto-configuration of what Kubernetes is told of the command; only for those who want it. */
@AutoConfiguration(after = SwarmAutoConfiguration.class)
@ConditionalOnBean(SwarmTopology.class)
@ConditionalOnBooleanProperty("swarm.topology.kubernetes.pod-deletion-cost")
public final class SwarmKubernetesAutoConfiguration {

    @Bean
    PodDeletionCost swarmPodDeletionCost(SwarmTopology topology, Environment environment) {
        return new PodDeletionCost(
                topology,
                () -> Pod.here(environment::getProperty, Pod.SERVICE_ACCOUNT)
                        .map(pod -> new CostWriter(new CostPatch(pod), Pace.usual(), System::nanoTime)));
    }
}

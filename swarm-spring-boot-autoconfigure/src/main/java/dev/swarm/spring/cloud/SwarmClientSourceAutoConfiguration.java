package dev.swarm.spring.cloud;

import dev.swarm.SwarmBuilder;
import dev.swarm.spring.DiscoveryProperties;
import dev.swarm.spring.DiscoveryProperties.Client;
import dev.swarm.spring.SwarmCustomizer;
import dev.swarm.spring.diagnostics.InvalidSwarmPropertyException;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Auto-configuration that lets the node find its first peers by any other discovery client. */
@AutoConfiguration
@ConditionalOnClass(DiscoveryClient.class)
public final class SwarmClientSourceAutoConfiguration {

    /** Before the customizers of the application, as everything that properties say. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SwarmCustomizer swarmClientSource(
            ObjectProvider<DiscoveryProperties> properties, ObjectProvider<DiscoveryClient> clients) {
        return builder -> {
            DiscoveryProperties discovery = properties.getIfAvailable();
            if (discovery != null && discovery.client().serviceId() != null) {
                apply(discovery.client(), builder, () -> clients.orderedStream().toList());
            }
        };
    }

    private static void apply(Client client, SwarmBuilder builder, Supplier<List<DiscoveryClient>> clients) {
        try {
            ClientSource source = new ClientSource(
                    Objects.requireNonNullElse(client.serviceId(), ""), client.port(), client.pollInterval());
            builder.topology("client", () -> new ClientStrategy(source, clients));
        } catch (IllegalArgumentException refusal) {
            throw InvalidSwarmPropertyException.translate("", refusal);
        }
    }
}

package dev.swarm.spring;

import dev.swarm.Swarm;
import dev.swarm.spring.command.SwarmCommandAutoConfiguration;
import dev.swarm.spring.comms.SwarmCommsAutoConfiguration;
import dev.swarm.spring.registry.SwarmRegistryAutoConfiguration;
import java.util.UUID;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The one place where tests make contexts with a node: on loopback, at a free port, in a cluster of their own. */
public final class TestNodes {

    /** What every node has, as an application does that has only the starter. */
    public static final AutoConfigurations STARTER = AutoConfigurations.of(
            SwarmAutoConfiguration.class,
            SwarmEventsAutoConfiguration.class,
            SwarmLifecycleAutoConfiguration.class,
            SwarmCommandAutoConfiguration.class,
            SwarmCommsAutoConfiguration.class,
            SwarmRegistryAutoConfiguration.class);

    private TestNodes() {}

    /** Returns a cluster name that no other test has. */
    public static String newCluster() {
        return "test-" + UUID.randomUUID();
    }

    /** Returns the settings of a node that waits to be found. */
    public static String[] first(String cluster, String name) {
        return new String[] {
            "swarm.cluster=" + cluster,
            "swarm.node.name=" + name,
            "swarm.bind-address=127.0.0.1",
            "swarm.port=0",
            "swarm.discovery.static.hosts=",
            "swarm.membership.profile=local",
            "swarm.membership.probe-interval=200ms",
            "swarm.membership.probe-timeout=100ms",
            "swarm.membership.gossip-interval=20ms",
        };
    }

    /** Returns a context with a node that waits to be found. */
    public static ApplicationContextRunner runner(String cluster, String name) {
        return new ApplicationContextRunner().withConfiguration(STARTER).withPropertyValues(first(cluster, name));
    }

    /** Returns an application with a node that waits to be found; what it is started with overrides that. */
    public static SpringApplicationBuilder application(Class<?> source, String cluster, String name) {
        return new SpringApplicationBuilder(source)
                .properties(first(cluster, name))
                .properties("server.port=0");
    }

    /** Returns the setting of a node that looks for the other one. */
    public static String seed(Swarm other) {
        return "swarm.discovery.static.hosts=" + other.self().address();
    }

    /** Returns a context with a node that is switched off. */
    public static ApplicationContextRunner switchedOff() {
        return new ApplicationContextRunner().withConfiguration(STARTER).withPropertyValues("swarm.enabled=false");
    }
}

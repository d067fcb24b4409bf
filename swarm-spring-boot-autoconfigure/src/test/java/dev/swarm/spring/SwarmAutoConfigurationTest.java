package dev.swarm.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.Swarm;
import dev.swarm.api.CommsManager;
import dev.swarm.api.LinkQuality;
import dev.swarm.api.NodeAddress;
import dev.swarm.api.NodeMonitor;
import dev.swarm.api.SwarmDiscovery;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmTopology;
import dev.swarm.api.TacticalOverlay;
import dev.swarm.api.discovery.DiscoveryStatus;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class SwarmAutoConfigurationTest {

    private final ApplicationContextRunner off = TestNodes.switchedOff();

    @Test
    void everyBeanIsThereWhenTheNodeIsSwitchedOff() {
        off.run(context -> {
            assertThat(context).hasSingleBean(Swarm.class);
            SwarmTopology topology = context.getBean(SwarmTopology.class);
            assertThat(topology.nodeCount()).isOne();
            assertThat(topology.nodes()).containsExactly(topology.self());
            SwarmDiscovery discovery = context.getBean(SwarmDiscovery.class);
            assertThat(discovery.available()).isFalse();
            assertThat(discovery.status()).isEmpty();
            TacticalOverlay overlay = context.getBean(TacticalOverlay.class);
            overlay.updateEntity("hero", "Batman").join();
            assertThat(overlay.entity("hero", String.class)).contains("Batman");
            assertThat(context.getBean(NodeMonitor.class).all()).isEmpty();
            CommsManager comms = context.getBean(CommsManager.class);
            assertThat(comms.links()).isEmpty();
            assertThat(comms.linkQuality(topology.self().id())).isEqualTo(LinkQuality.EXCELLENT);
            SwarmRegistry registry = context.getBean(SwarmRegistry.class);
            registry.registerLocal("echo", message -> message.as(String.class)).join();
            assertThat(registry.ask("echo", "hello", String.class).join()).isEqualTo("hello");
            SwarmGroups groups = context.getBean(SwarmGroups.class);
            groups.join("all", "echo").join();
            assertThat(groups.members("all")).hasSize(1);
        });
    }

    @Test
    void opensASocketOnlyWhenItIsSwitchedOn() {
        off.run(context -> assertThat(address(context.getBean(Swarm.class))).endsWith(":0"));
        TestNodes.runner(TestNodes.newCluster(), "on")
                .run(context ->
                        assertThat(address(context.getBean(Swarm.class))).doesNotEndWith(":0"));
    }

    @Test
    void backsOffFromANodeOfTheUser() {
        off.withUserConfiguration(OwnNode.class).run(context -> {
            assertThat(context.getBean(Swarm.class).config().cluster()).isEqualTo("mine");
            assertThat(context.getBean(SwarmTopology.class))
                    .isSameAs(context.getBean(Swarm.class).topology());
        });
    }

    @Test
    void backsOffFromViewsOfTheUser() {
        off.withUserConfiguration(OwnViews.class).run(context -> {
            assertThat(context.getBean(SwarmTopology.class)).isInstanceOf(TestTopology.class);
            assertThat(context.getBean(SwarmDiscovery.class)).isInstanceOf(OwnDiscovery.class);
            assertThat(context.getBean(TacticalOverlay.class))
                    .isNotSameAs(context.getBean(Swarm.class).overlay());
            assertThat(context.getBean(NodeMonitor.class)).isInstanceOf(TestMonitor.class);
            assertThat(context.getBean(CommsManager.class)).isInstanceOf(TestComms.class);
            assertThat(context.getBean(SwarmRegistry.class)).isInstanceOf(TestRegistry.class);
            assertThat(context.getBean(SwarmGroups.class)).isInstanceOf(TestGroups.class);
        });
    }

    @Test
    void callsCustomizersInTheirOrderAfterTheProperties() {
        off.withPropertyValues("swarm.cluster=from-properties")
                .withUserConfiguration(Customizers.class)
                .run(context -> {
                    Swarm swarm = context.getBean(Swarm.class);
                    assertThat(swarm.config().cluster()).isEqualTo("second");
                    assertThat(swarm.config().identity().tags()).isEqualTo(Map.of("zone", "first"));
                });
    }

    @Test
    void worksWithoutAWebServerOnTheClassPath() {
        off.withClassLoader(new FilteredClassLoader(WebServerInitializedEvent.class))
                .run(context -> {
                    assertThat(context).hasNotFailed().hasSingleBean(SwarmLifecycle.class);
                    assertThat(context).doesNotHaveBean("swarmWebAddressAnnouncer");
                });
    }

    @Test
    void leavesTheExecutorOfTheApplicationAlone() {
        off.withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .run(context -> assertThat(context).hasBean("applicationTaskExecutor"));
        off.run(context -> assertThat(context).doesNotHaveBean(Executor.class));
    }

    private static String address(Swarm swarm) {
        return swarm.self().address().toString();
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnNode {
        @Bean
        Swarm mine() {
            return Swarm.builder().enabled(false).cluster("mine").build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnViews {
        @Bean
        TestTopology mine() {
            return new TestTopology("mine");
        }

        @Bean
        TacticalOverlay myOverlay() {
            return Swarm.builder().enabled(false).build().overlay();
        }

        @Bean
        TestMonitor myMonitor() {
            return new TestMonitor();
        }

        @Bean
        TestComms myComms() {
            return new TestComms();
        }

        @Bean
        TestRegistry myRegistry() {
            return new TestRegistry();
        }

        @Bean
        TestGroups myGroups(TestRegistry registry) {
            return new TestGroups(registry);
        }

        @Bean
        OwnDiscovery myDiscovery() {
            return new OwnDiscovery();
        }
    }

    static final class OwnDiscovery implements SwarmDiscovery {
        @Override
        public boolean available() {
            return true;
        }

        @Override
        public List<DiscoveryStatus> status() {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> join(NodeAddress address) {
            return CompletableFuture.completedFuture(null);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Customizers {
        @Bean
        @Order(2)
        SwarmCustomizer late() {
            return builder -> builder.cluster("second");
        }

        @Bean
        @Order(1)
        SwarmCustomizer early() {
            return builder -> builder.cluster("first").tag("zone", "first");
        }
    }
}

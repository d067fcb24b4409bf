package dev.swarm.spring.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.swarm.api.NodeId;
import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.WorkerArgs;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.spring.SwarmWorkerType;
import dev.swarm.spring.TestNodes;
import dev.swarm.spring.TestRegistry;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.stereotype.Component;

/** Which beans make workers, and how often. */
class WorkerTypesTest {

    private final TestRegistry registry = new TestRegistry();
    private final ApplicationContextRunner runner = TestNodes.switchedOff()
            .withBean(SwarmRegistry.class, () -> registry)
            .withBean(Depot.class);

    @Test
    void eachLifeIsANewBeanWithItsDependencies() {
        runner.withBean(Device.class).run(context -> {
            Device first = (Device) make("device");
            Device second = (Device) make("device");
            assertThat(first).isNotSameAs(second);
            assertThat(first.depot).isSameAs(context.getBean(Depot.class));
            assertThat(first.depot.made).hasValue(2);
        });
    }

    @Test
    void classesThatAreScannedNeedNoScope() {
        runner.withUserConfiguration(Scanning.class)
                .run(context -> assertThat(make("scanned")).isNotSameAs(make("scanned")));
    }

    @Test
    void methodsThatMakeWorkersOrFactoriesAreTaken() {
        runner.withUserConfiguration(Methods.class)
                .withPropertyValues("kind=camera")
                .run(context -> {
                    assertThat(make("device")).isInstanceOf(Device.class).isNotSameAs(make("device"));
                    assertThat(make("camera-eu")).isInstanceOf(Silent.class).isNotSameAs(make("camera-eu"));
                    assertThat(registry.type("factory")).isNull();
                });
    }

    @Test
    void aFactoryIsKnownByTheNameOfItsBean() {
        runner.withBean("radio", WorkerFactory.class, () -> context -> new Silent())
                .run(context -> assertThat(make("radio")).isInstanceOf(Silent.class));
    }

    @Test
    void aFactoryStaysOneBeanUnlessItSaysOtherwise() {
        runner.withBean(Counting.class).run(context -> {
            make("counted");
            make("counted");
            assertThat(context.getBean(Counting.class).made).hasValue(2);
        });
    }

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        runner.withBean(Device.class).withUserConfiguration(LazyFactory.class).run(context -> {
            assertThat(context.getBean(Depot.class).made).hasValue(0);
            assertThat(registry.type("lazy")).isNotNull();
        });
    }

    @Test
    void anAnnotationOfOnesOwnMayBearIt() {
        runner.withBean(Composed.class)
                .run(context -> assertThat(make("composed")).isNotSameAs(make("composed")));
    }

    @Test
    void whatStandsBehindAScopedProxyMakesThem() {
        runner.withUserConfiguration(Proxied.class).run(context -> {
            assertThat(make("proxied")).isExactlyInstanceOf(Silent.class).isNotSameAs(make("proxied"));
            assertThat(make("made")).isExactlyInstanceOf(Silent.class);
            assertThat(registry.type("proxiedFactory")).isNull();
        });
    }

    @Test
    void workersOfNoTypeAreLeftAlone() {
        runner.withBean("silent", Silent.class).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(registry.type("silent")).isNull();
            assertThat(context.getBean(Silent.class)).isSameAs(context.getBean(Silent.class));
        });
    }

    private SwarmWorker make(String type) throws Exception {
        return Objects.requireNonNull(registry.type(type), type).create(new NoContext(registry));
    }

    static class Depot {
        private final AtomicInteger made = new AtomicInteger();
    }

    static class Silent implements SwarmWorker {
        @Override
        public @Nullable Object onMessage(WorkerMessage message) {
            return null;
        }
    }

    @SwarmWorkerType("device")
    static class Device extends Silent {
        private final Depot depot;

        Device(Depot depot) {
            this.depot = depot;
            depot.made.incrementAndGet();
        }
    }

    @Component
    @SwarmWorkerType("scanned")
    static class Scanned extends Silent {}

    @SwarmWorkerType("counted")
    static class Counting implements WorkerFactory {
        private final AtomicInteger made = new AtomicInteger();

        @Override
        public SwarmWorker create(WorkerContext context) {
            made.incrementAndGet();
            return new Silent();
        }
    }

    @Scope("prototype")
    @SwarmWorkerType("composed")
    @Retention(RetentionPolicy.RUNTIME)
    @interface ComposedType {}

    @ComposedType
    static class Composed extends Silent {}

    @Configuration(proxyBeanMethods = false)
    @ComponentScan(
            basePackageClasses = WorkerTypesTest.class,
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.ASSIGNABLE_TYPE, classes = Scanned.class))
    static class Scanning {}

    @Configuration(proxyBeanMethods = false)
    static class Methods {
        @Bean
        Device madeByMethod(Depot depot) {
            return new Device(depot);
        }

        @Bean
        @SwarmWorkerType("${kind}-eu")
        WorkerFactory factory() {
            return context -> new Silent();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class LazyFactory {
        @Lazy
        @Bean
        WorkerFactory lazy(Depot depot) {
            depot.made.incrementAndGet();
            return context -> new Silent();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Proxied {
        @Bean
        @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
        @SwarmWorkerType("proxied")
        Silent proxiedWorker() {
            return new Silent();
        }

        @Bean
        @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.INTERFACES)
        @SwarmWorkerType("made")
        WorkerFactory proxiedFactory() {
            return context -> new Silent();
        }
    }

    /** What a worker has of its own, where nothing of it is asked for. */
    record NoContext(SwarmRegistry registry) implements WorkerContext {

        @Override
        public String name() {
            return "name";
        }

        @Override
        public NodeId node() {
            return NodeId.of("node");
        }

        @Override
        public WorkerArgs args() {
            throw new UnsupportedOperationException();
        }

        @Override
        public long token() {
            return 1;
        }

        @Override
        public boolean isValid() {
            return true;
        }

        @Override
        public SwarmGroups groups() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void later(Duration delay, Object message) {}

        @Override
        public void save(Object state) {}

        @Override
        public void stop() {}
    }
}

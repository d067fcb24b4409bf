package dev.swarm.spring.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.spring.TestNodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.Cache;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.client.loadbalancer.LoadBalancerClient;
import org.springframework.cloud.loadbalancer.cache.DefaultLoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheProperties;
import org.springframework.cloud.loadbalancer.config.BlockingLoadBalancerClientAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerAutoConfiguration;
import org.springframework.cloud.loadbalancer.config.LoadBalancerCacheAutoConfiguration;
import org.springframework.cloud.loadbalancer.core.CachingServiceInstanceListSupplier;

/** What Spring Cloud LoadBalancer chooses when the cluster has changed. */
class LoadBalancerCacheEvictionTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String FIRST = "http://10.0.0.1:8081";
    private static final String SECOND = "http://10.0.0.2:8082";

    private final String cluster = TestNodes.newCluster();
    private final ApplicationContextRunner runner = CloudNodes.runner(cluster, "first")
            .withConfiguration(AutoConfigurations.of(
                    LoadBalancerAutoConfiguration.class,
                    BlockingLoadBalancerClientAutoConfiguration.class,
                    LoadBalancerCacheAutoConfiguration.class,
                    CacheAutoConfiguration.class));

    @Test
    void whoComesIsChosenAndWhoHasLeftIsNotThoughTheCacheKeepsThemForLonger() {
        CloudNodes.at(runner, FIRST).run(one -> {
            LoadBalancerClient client = one.getBean(LoadBalancerClient.class);
            assertThat(choices(client)).containsExactly(FIRST);
            CloudNodes.second(cluster, one.getBean(Swarm.class), SECOND)
                    .run(two -> await().atMost(LONG).until(() -> choices(client).size() == 2));
            await().atMost(SOON).until(() -> choices(client).equals(List.of(FIRST)));
        });
    }

    @Test
    void withoutACacheThereIsNothingToDo() {
        CloudNodes.at(runner.withPropertyValues("spring.cloud.loadbalancer.cache.enabled=false"), FIRST)
                .run(one -> assertThat(choices(one.getBean(LoadBalancerClient.class)))
                        .containsExactly(FIRST));
    }

    @Test
    void clearsOnceMoreForWhomeverWasJustReading() {
        LoadBalancerCacheManager manager = new DefaultLoadBalancerCacheManager(new LoadBalancerCacheProperties());
        List<Runnable> later = new ArrayList<>();
        LoadBalancerCacheEviction eviction = eviction(manager, later);
        CatalogueWatch watch = watch();
        cache(manager).put("orders", "before");
        eviction.onApplicationEvent(new HeartbeatEvent(watch, 1L));
        assertThat(cache(manager).get("orders")).isNull();
        cache(manager).put("orders", "read before, written after");
        later.forEach(Runnable::run);
        assertThat(cache(manager).get("orders")).isNull();
    }

    @Test
    void leavesTheCacheAloneWhenOthersBeat() {
        LoadBalancerCacheManager manager = new DefaultLoadBalancerCacheManager(new LoadBalancerCacheProperties());
        List<Runnable> later = new ArrayList<>();
        cache(manager).put("orders", "kept");
        eviction(manager, later).onApplicationEvent(new HeartbeatEvent("somebody else", 1L));
        assertThat(cache(manager).get("orders")).isNotNull();
        assertThat(later).isEmpty();
    }

    private static LoadBalancerCacheEviction eviction(LoadBalancerCacheManager manager, List<Runnable> later) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("manager", manager);
        return new LoadBalancerCacheEviction(beans, later::add);
    }

    private static CatalogueWatch watch() {
        Swarm swarm = Swarm.builder().enabled(false).build();
        LiveCatalogue catalogue = new LiveCatalogue(swarm.topology(), () -> null);
        return new CatalogueWatch(swarm, catalogue, new SwarmRegistration(swarm.topology()), event -> {});
    }

    private static Cache cache(LoadBalancerCacheManager manager) {
        return Objects.requireNonNull(manager.getCache(CachingServiceInstanceListSupplier.SERVICE_INSTANCE_CACHE_NAME));
    }

    /** Returns whom several requests in a row would go to, sorted. */
    private static List<String> choices(LoadBalancerClient client) {
        TreeSet<String> chosen = new TreeSet<>();
        for (int i = 0; i < 4; i++) {
            ServiceInstance instance = client.choose("orders");
            chosen.add(instance == null ? "nobody" : instance.getUri().toString());
        }
        return List.copyOf(chosen);
    }
}

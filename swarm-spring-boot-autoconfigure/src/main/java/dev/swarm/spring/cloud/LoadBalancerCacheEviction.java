package dev.swarm.spring.cloud;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.cache.Cache;
import org.springframework.cloud.client.discovery.event.HeartbeatEvent;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;

/**
 * Clears the cache of Spring Cloud LoadBalancer when the cluster has changed, since that would go on handing out who is
 * gone for 35 s by default, and hide who is new.
 *
 * <p>A client may have read the instances just before the change, and put them into the cache just after it was
 * cleared. So it is cleared once more a little later, when such a client is surely done.
 */
final class LoadBalancerCacheEviction implements ApplicationListener<HeartbeatEvent>, Ordered {

    private static final Duration AGAIN = Duration.ofMillis(300);

    private final ListableBeanFactory beans;
    private final Executor later;

    LoadBalancerCacheEviction(ListableBeanFactory beans) {
        this(beans, CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
    }

    LoadBalancerCacheEviction(ListableBeanFactory beans, Executor later) {
        this.beans = beans;
        this.later = later;
    }

    /** Before listeners that may ask for instances in turn. */
    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }

    /** Other discovery clients send such events too, most of them all the time. */
    @Override
    public void onApplicationEvent(HeartbeatEvent event) {
        if (event.getSource() instanceof CatalogueWatch) {
            List<Cache> caches = caches();
            caches.forEach(Cache::clear);
            later.execute(() -> caches.forEach(Cache::clear));
        }
    }

    /** The manager is no candidate for injection, so that the application's own cache manager is the only one. */
    private List<Cache> caches() {
        List<Cache> caches = new ArrayList<>();
        BeanFactoryUtils.beansOfTypeIncludingAncestors(beans, LoadBalancerCacheManager.class)
                .values()
                .forEach(manager -> manager.getCacheNames().stream()
                        .map(manager::getCache)
                        .filter(Objects::nonNull)
                        .forEach(caches::add));
        return caches;
    }
}

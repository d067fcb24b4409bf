package dev.swarm.spring.cloud;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.cache.CacheManager;
import org.springframework.cloud.loadbalancer.cache.LoadBalancerCacheManager;
import org.springframework.context.annotation.Bean;

/** Auto-configuration that keeps the cache of Spring Cloud LoadBalancer from being older than the cluster. */
@AutoConfiguration(after = SwarmCloudAutoConfiguration.class)
@ConditionalOnClass({LoadBalancerCacheManager.class, CacheManager.class})
@ConditionalOnBean(CatalogueWatch.class)
public final class SwarmLoadBalancerAutoConfiguration {

    @Bean
    LoadBalancerCacheEviction swarmLoadBalancerCacheEviction(ListableBeanFactory beans) {
        return new LoadBalancerCacheEviction(beans);
    }
}

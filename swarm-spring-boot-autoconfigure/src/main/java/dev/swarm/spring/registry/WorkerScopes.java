package dev.swarm.spring.registry;

import dev.swarm.api.SwarmWorker;
import dev.swarm.spring.SwarmWorkerType;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.Scope;

/** Makes workers that are marked with their type, and say nothing of a scope, prototypes. */
final class WorkerScopes implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beans) {
        for (String name : beans.getBeanDefinitionNames()) {
            BeanDefinition definition = beans.getBeanDefinition(name);
            if (!definition.isAbstract()
                    && definition.isSingleton()
                    && isMarked(beans, name)
                    && isWorker(beans, name)) {
                definition.setScope(BeanDefinition.SCOPE_PROTOTYPE);
            }
        }
    }

    private static boolean isMarked(ConfigurableListableBeanFactory beans, String name) {
        return beans.findAnnotationOnBean(name, SwarmWorkerType.class, false) != null
                && beans.findAnnotationOnBean(name, Scope.class, false) == null;
    }

    private static boolean isWorker(ConfigurableListableBeanFactory beans, String name) {
        Class<?> type = beans.getType(name, false);
        return type != null && SwarmWorker.class.isAssignableFrom(type);
    }
}

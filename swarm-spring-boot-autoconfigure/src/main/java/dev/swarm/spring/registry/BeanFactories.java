package dev.swarm.spring.registry;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.WorkerFactory;
import dev.swarm.spring.SwarmWorkerType;
import dev.swarm.spring.diagnostics.InvalidWorkerTypeException;
import dev.swarm.spring.diagnostics.InvalidWorkerTypeException.Obstacle;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds what makes workers among the beans by their classes, so that no bean is made for it. A bean is asked for at
 * each life of a worker, so that its scope and its laziness hold.
 */
final class BeanFactories {

    private final ConfigurableListableBeanFactory beans;

    BeanFactories(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * What was found.
     *
     * @param bean name of the bean
     * @param type the worker type
     * @param factory makes its workers
     */
    record Found(String bean, String type, WorkerFactory factory) {

        InvalidWorkerTypeException refusal(Obstacle obstacle, String detail) {
            return new InvalidWorkerTypeException(bean, type, obstacle, detail);
        }
    }

    /**
     * Returns all, in the order of the beans.
     *
     * @throws InvalidWorkerTypeException if a bean that is marked makes no workers
     */
    List<Found> search() {
        List<Found> all = new ArrayList<>();
        for (String bean : beans.getBeanNamesForAnnotation(SwarmWorkerType.class)) {
            // what stands behind a scoped proxy makes workers by itself
            if (!beans.containsBean(ScopedProxyUtils.getTargetBeanName(bean))) {
                all.add(marked(bean, Objects.requireNonNull(mark(bean))));
            }
        }
        for (String bean : beans.getBeanNamesForType(WorkerFactory.class)) {
            if (!ScopedProxyUtils.isScopedTarget(bean) && !isMarked(bean)) {
                all.add(new Found(bean, bean, byFactory(bean)));
            }
        }
        return all;
    }

    private boolean isMarked(String bean) {
        String target = ScopedProxyUtils.getTargetBeanName(bean);
        return mark(bean) != null || (beans.containsBean(target) && mark(target) != null);
    }

    private @Nullable SwarmWorkerType mark(String bean) {
        return beans.findAnnotationOnBean(bean, SwarmWorkerType.class);
    }

    private Found marked(String bean, SwarmWorkerType mark) {
        String resolved = beans.resolveEmbeddedValue(mark.value());
        String type = resolved == null ? "" : resolved.trim();
        if (beans.isTypeMatch(bean, WorkerFactory.class)) {
            return new Found(bean, type, byFactory(bean));
        }
        Found worker = new Found(bean, type, context -> beans.getBean(bean, SwarmWorker.class));
        if (!beans.isTypeMatch(bean, SwarmWorker.class)) {
            throw worker.refusal(Obstacle.NO_WORKER, "");
        }
        if (!beans.isPrototype(bean)) {
            throw worker.refusal(Obstacle.SHARED, "");
        }
        return worker;
    }

    private WorkerFactory byFactory(String bean) {
        return context -> beans.getBean(bean, WorkerFactory.class).create(context);
    }
}

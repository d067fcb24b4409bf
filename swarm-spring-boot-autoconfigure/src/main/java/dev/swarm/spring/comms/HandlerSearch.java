package dev.swarm.spring.comms;

import dev.swarm.spring.SwarmMessageHandler;
import dev.swarm.spring.diagnostics.InvalidMessageHandlerException.Obstacle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ClassUtils;

/**
 * Finds the handlers among the beans by their classes, so that no bean is made for it. Beans whose class cannot be
 * looked into have none.
 */
final class HandlerSearch {

    private final ConfigurableListableBeanFactory beans;

    HandlerSearch(ConfigurableListableBeanFactory beans) {
        this.beans = beans;
    }

    /**
     * A handler that was found.
     *
     * @param place where it is
     * @param executor name of the bean that calls it, empty for none
     */
    record Found(HandlerPlace place, String executor) {}

    /**
     * Returns all handlers, in the order of their beans.
     *
     * @throws dev.swarm.spring.diagnostics.InvalidMessageHandlerException if one cannot be called on its bean
     */
    List<Found> search() {
        List<Found> all = new ArrayList<>();
        for (String bean : beans.getBeanNamesForType(Object.class)) {
            Class<?> type = ScopedProxyUtils.isScopedTarget(bean) ? null : typeOf(bean);
            if (type != null) {
                in(type).forEach((method, mark) -> all.add(found(new HandlerPlace(bean, type, method), mark)));
            }
        }
        return all;
    }

    private @Nullable Class<?> typeOf(String bean) {
        try {
            Class<?> type = AutoProxyUtils.determineTargetClass(beans, bean);
            if (type != null && ScopedObject.class.isAssignableFrom(type)) {
                type = AutoProxyUtils.determineTargetClass(beans, ScopedProxyUtils.getTargetBeanName(bean));
            }
            return type == null ? null : ClassUtils.getUserClass(type);
        } catch (BeansException | LinkageError unknown) {
            return null;
        }
    }

    private static Map<Method, SwarmMessageHandler> in(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, SwarmMessageHandler.class)) {
            return Map.of();
        }
        MetadataLookup<SwarmMessageHandler> mark =
                method -> AnnotatedElementUtils.findMergedAnnotation(method, SwarmMessageHandler.class);
        try {
            return MethodIntrospector.selectMethods(type, mark);
        } catch (IllegalStateException | LinkageError unknown) {
            return Map.of();
        }
    }

    private Found found(HandlerPlace place, SwarmMessageHandler mark) {
        Class<?> seen = beans.getType(place.bean(), false);
        if (seen != null && SpringProxy.class.isAssignableFrom(seen)) {
            requirePassedOn(place, seen);
        }
        String executor = beans.resolveEmbeddedValue(mark.executor());
        return new Found(place, executor == null ? "" : executor.trim());
    }

    private static void requirePassedOn(HandlerPlace place, Class<?> proxy) {
        Method method = place.method();
        if (place.type().isAssignableFrom(proxy)) {
            if (Modifier.isFinal(method.getModifiers())) {
                throw place.refusal(Obstacle.FINAL);
            }
            return;
        }
        try {
            Method unused = AopUtils.selectInvocableMethod(method, proxy);
        } catch (IllegalStateException hidden) {
            throw place.refusal(Obstacle.HIDDEN);
        }
    }
}

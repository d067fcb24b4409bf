package dev.swarm.spring;

import dev.swarm.api.event.SwarmEvent;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Makes listeners of the methods that are called for the node's events, such that one that throws does not keep the
 * event from those behind it, as it would usually. What they throw is thrown together at the end of the round.
 *
 * <p>Methods for other events, and for the ends of transactions, are left to the factories of Spring.
 */
final class IsolatedListeners implements EventListenerFactory, Ordered {

    /** What was thrown in the round that this thread is in, {@code null} outside of one. */
    private static final ThreadLocal<@Nullable List<RuntimeException>> THROWN = new ThreadLocal<>();

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE - 1;
    }

    @Override
    public boolean supportsMethod(Method method) {
        EventListener annotation = AnnotatedElementUtils.findMergedAnnotation(method, EventListener.class);
        Stream<Class<?>> declared = annotation == null ? Stream.empty() : Stream.of(annotation.classes());
        return Stream.concat(declared, Stream.of(method.getParameterTypes()))
                .anyMatch(SwarmEvent.class::isAssignableFrom);
    }

    @Override
    public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
        return new ApplicationListenerMethodAdapter(beanName, type, method) {
            @Override
            public void onApplicationEvent(ApplicationEvent event) {
                try {
                    super.onApplicationEvent(event);
                } catch (RuntimeException failure) {
                    note(failure);
                }
            }
        };
    }

    /**
     * Tells all listeners of an event.
     *
     * @param publication what tells them
     * @throws RuntimeException the first that a listener threw, after all were told; it bears the others
     */
    void round(Runnable publication) {
        List<RuntimeException> failures = new ArrayList<>();
        THROWN.set(failures);
        try {
            publication.run();
        } catch (RuntimeException failure) {
            failures.add(failure);
        } finally {
            THROWN.remove();
        }
        if (!failures.isEmpty()) {
            RuntimeException first = failures.get(0);
            failures.stream().filter(other -> other != first).forEach(first::addSuppressed);
            throw first;
        }
    }

    private void note(RuntimeException failure) {
        List<RuntimeException> failures = THROWN.get();
        if (failures == null) {
            throw failure;
        }
        failures.add(failure);
    }
}

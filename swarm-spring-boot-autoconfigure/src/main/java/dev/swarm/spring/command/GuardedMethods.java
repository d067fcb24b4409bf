package dev.swarm.spring.command;

import dev.swarm.spring.OnCommander;
import dev.swarm.spring.diagnostics.UnguardableMethodException.Obstacle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.StaticMethodMatcherPointcut;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodIntrospector.MetadataLookup;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotationUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Which methods are guarded: those that are marked themselves, and of a type that is marked all that others can call,
 * except for what every object has, such as {@code toString}. Marks may be on interfaces, and on other annotations.
 */
final class GuardedMethods extends StaticMethodMatcherPointcut {

    private static final Set<String> STREAMS =
            Set.of("org.reactivestreams.Publisher", "java.util.concurrent.Flow$Publisher");

    @Override
    public boolean matches(Method method, Class<?> type) {
        return isGuarded(AopUtils.getMostSpecificMethod(method, type), type);
    }

    /** Returns the guarded methods of the class behind all proxies; empty for nearly all classes. */
    static Set<Method> in(Class<?> type) {
        if (!AnnotationUtils.isCandidateClass(type, OnCommander.class)) {
            return Set.of();
        }
        MetadataLookup<Boolean> guarded = method -> isGuarded(method, type) ? Boolean.TRUE : null;
        return MethodIntrospector.selectMethods(type, guarded).keySet();
    }

    /** Returns what keeps a method from being guarded, {@code null} if nothing does. */
    static @Nullable Obstacle obstacle(Method method) {
        int modifiers = method.getModifiers();
        Class<?> returned = method.getReturnType();
        if (Modifier.isPrivate(modifiers)) {
            return Obstacle.PRIVATE;
        } else if (Modifier.isStatic(modifiers)) {
            return Obstacle.STATIC;
        } else if (Modifier.isFinal(modifiers)) {
            return Obstacle.FINAL;
        } else if (returned.isPrimitive() && returned != void.class) {
            return Obstacle.PRIMITIVE;
        }
        return isStream(returned) ? Obstacle.STREAM : null;
    }

    private static boolean isGuarded(Method method, Class<?> type) {
        return AnnotatedElementUtils.hasAnnotation(method, OnCommander.class)
                || (isOpen(method) && AnnotatedElementUtils.hasAnnotation(type, OnCommander.class));
    }

    /** What is private or static belongs to the inside of a type, and is reached only from there. */
    private static boolean isOpen(Method method) {
        return !Modifier.isPrivate(method.getModifiers())
                && !Modifier.isStatic(method.getModifiers())
                && !ReflectionUtils.isObjectMethod(method);
    }

    private static boolean isStream(@Nullable Class<?> type) {
        return type != null
                && (STREAMS.contains(type.getName())
                        || isStream(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(GuardedMethods::isStream));
    }
}

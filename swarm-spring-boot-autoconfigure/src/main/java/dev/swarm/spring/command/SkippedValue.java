package dev.swarm.spring.command;

import java.lang.reflect.Method;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** What a call returns that was skipped: nothing, in the words of its return type. */
final class SkippedValue {

    private SkippedValue() {}

    static @Nullable Object of(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Method method = target == null
                ? invocation.getMethod()
                : AopUtils.getMostSpecificMethod(invocation.getMethod(), AopUtils.getTargetClass(target));
        return of(method.getReturnType());
    }

    private static @Nullable Object of(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        boolean future = Future.class.isAssignableFrom(type) || CompletionStage.class.isAssignableFrom(type);
        return future && type.isAssignableFrom(CompletableFuture.class)
                ? CompletableFuture.completedFuture(null)
                : null;
    }
}

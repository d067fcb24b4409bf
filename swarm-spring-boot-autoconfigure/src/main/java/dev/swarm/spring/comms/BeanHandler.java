package dev.swarm.spring.comms;

import dev.swarm.api.Message;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ReflectionUtils;

/**
 * Calls a method of a bean for each message. The bean is asked for at each call, so that its scope and its laziness
 * hold, and called as others would call it, so that its proxy takes part. Any thread may call.
 */
final class BeanHandler {

    private final BeanFactory beans;
    private final HandlerPlace place;
    private final HandlerSignature signature;
    private final Duration patience;

    /** The method as the bean's class has it; a bean is nearly always of the class it was of before. */
    private volatile @Nullable Entry entry;

    /**
     * Makes one.
     *
     * @param patience how long an answer that comes later is waited for
     */
    BeanHandler(BeanFactory beans, HandlerPlace place, HandlerSignature signature, Duration patience) {
        this.beans = beans;
        this.place = place;
        this.signature = signature;
        this.patience = patience;
    }

    /**
     * Hands over a message.
     *
     * @return what the method returned; of a stage what it was completed with
     * @throws Exception what the method threw, or its stage failed with; a {@link TimeoutException} if that was not
     *     complete in time
     */
    @Nullable
    Object call(Message<?> message) throws Exception {
        Object bean = beans.getBean(place.bean());
        return settled(invoke(entryOf(bean.getClass()), bean, signature.values(message)));
    }

    private Method entryOf(Class<?> type) {
        Entry known = entry;
        if (known == null || known.type != type) {
            Method method = AopUtils.selectInvocableMethod(place.method(), type);
            ReflectionUtils.makeAccessible(method);
            known = new Entry(type, method);
            entry = known;
        }
        return known.method;
    }

    private static @Nullable Object invoke(Method method, Object bean, Object[] values) throws Exception {
        try {
            return method.invoke(bean, values);
        } catch (InvocationTargetException failure) {
            throw thrown(failure.getCause());
        }
    }

    private @Nullable Object settled(@Nullable Object result) throws Exception {
        if (!(result instanceof CompletionStage<?> stage)) {
            return result;
        }
        try {
            return stage.toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failure) {
            throw thrown(failure.getCause());
        } catch (TimeoutException late) {
            throw new TimeoutException("The answer was not complete within " + patience.toMillis() + " ms");
        }
    }

    private static Exception thrown(@Nullable Throwable cause) {
        if (cause instanceof Exception exception) {
            return exception;
        } else if (cause instanceof Error error) {
            throw error;
        }
        return new UndeclaredThrowableException(cause);
    }

    private record Entry(Class<?> type, Method method) {}
}

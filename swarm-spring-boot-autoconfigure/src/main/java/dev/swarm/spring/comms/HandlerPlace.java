package dev.swarm.spring.comms;

import dev.swarm.spring.diagnostics.InvalidMessageHandlerException;
import dev.swarm.spring.diagnostics.InvalidMessageHandlerException.Obstacle;
import java.lang.reflect.Method;

/**
 * Where a handler is.
 *
 * @param bean name of the bean
 * @param type class behind all proxies of it
 * @param method a method of that class
 */
record HandlerPlace(String bean, Class<?> type, Method method) {

    InvalidMessageHandlerException refusal(Obstacle obstacle) {
        return refusal(obstacle, "");
    }

    InvalidMessageHandlerException refusal(Obstacle obstacle, String detail) {
        return new InvalidMessageHandlerException(toString(), obstacle, detail);
    }

    @Override
    public String toString() {
        return InvalidMessageHandlerException.describe(bean, method);
    }
}

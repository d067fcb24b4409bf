package dev.swarm.spring.diagnostics;

import java.io.Serial;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A method is to run on the commander only, but calls of it cannot be guarded. The message is one sentence without a
 * full stop: the method, its bean, and why.
 */
public final class UnguardableMethodException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Obstacle obstacle;

    /** What keeps calls of a method from being guarded. */
    public enum Obstacle {
        /** Only its own class calls it, past the guard. */
        PRIVATE("it is private", "Make it visible to its package at least, and let other beans call it"),
        /** There is no bean that it is called on. */
        STATIC("it is static", "Make it a method of the bean"),
        /** A proxy cannot override it. */
        FINAL("it is final", "Remove 'final'"),
        /** A proxy cannot extend its class. */
        CLASS("its class is final", "Remove 'final' from the class"),
        /** There is no value that says: did not run. */
        PRIMITIVE(
                "it returns a primitive value, and there is none for a call that is skipped",
                "Let it return nothing, an Optional or the type's wrapper"),
        /** Its work begins when somebody subscribes, after the check. */
        STREAM(
                "it returns a reactive stream, whose work begins after the check",
                "Guard the method that does the work, or let it return a future of what it has done");

        private final String reason;
        private final String remedy;

        Obstacle(String reason, String remedy) {
            this.reason = reason;
            this.remedy = remedy;
        }
    }

    /** Makes one. */
    public UnguardableMethodException(String beanName, Method method, Obstacle obstacle) {
        super("Method " + describe(method) + " of bean '" + beanName + "' cannot be guarded by @OnCommander: "
                + obstacle.reason);
        this.obstacle = obstacle;
    }

    /** Returns what helps, as one sentence without a full stop. */
    public String remedy() {
        return obstacle.remedy;
    }

    private static String describe(Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return method.getDeclaringClass().getName() + "." + method.getName() + parameters;
    }
}

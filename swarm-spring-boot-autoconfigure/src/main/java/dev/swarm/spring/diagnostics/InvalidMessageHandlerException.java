package dev.swarm.spring.diagnostics;

import java.io.Serial;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A method is to handle messages, but cannot. The message is one sentence without a full stop: the method, its bean,
 * and why.
 */
public final class InvalidMessageHandlerException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Obstacle obstacle;

    /** What keeps a method from handling messages. */
    public enum Obstacle {
        /** A proxy cannot pass it on. */
        PRIVATE("it is private", "Make it visible to its package at least"),
        /** There is no bean that it is called on. */
        STATIC("it is static", "Make it a method of the bean"),
        /** A proxy cannot override it. */
        FINAL("it is final, and the bean is behind a proxy that cannot pass it on", "Remove 'final'"),
        /** It is on no interface of the bean's proxy. */
        HIDDEN(
                "the bean is behind a proxy that does not have it",
                "Declare it on an interface of the bean, or set spring.aop.proxy-target-class=true"),
        /** It has no parameter for what was sent. */
        NO_PAYLOAD("it has no parameter for the payload", "Take the payload's class, or a Message of it"),
        /** It has parameters for which there is no value. */
        TOO_MANY(
                "it has more parameters than a message has values",
                "Take the payload or the Message, and beside it at most one NodeId and one Priority"),
        /** Every payload would fit, so none is named. */
        OPEN("it does not name the class of its payload", "Name the class that is sent"),
        /** No object travels under the name of this class. */
        ABSTRACT(
                "no payload is sent as just this class",
                "Take the very class that is sent; maps, lists and sets are sent as Map, List and Set"),
        /** A payload does not tell its type arguments. */
        GENERIC(
                "its payload has type arguments, which no message tells",
                "Send and take a class or record without type arguments"),
        /** Nobody subscribes. */
        STREAM("it returns a reactive stream", "Return the answer, or a CompletionStage of it"),
        /** There is no such bean. */
        EXECUTOR("there is no bean of type Executor with the name that it gives", "Name an executor, or none"),
        /** A type has one handler. */
        TAKEN("its payload has a handler already", "Keep one of both");

        private final String reason;
        private final String remedy;

        Obstacle(String reason, String remedy) {
            this.reason = reason;
            this.remedy = remedy;
        }
    }

    /**
     * Makes one.
     *
     * @param handler the method, by {@link #describe}
     * @param detail what the reason ends with, such as a name after a colon; or empty
     */
    public InvalidMessageHandlerException(String handler, Obstacle obstacle, String detail) {
        super(handler + " cannot handle messages: " + obstacle.reason + detail);
        this.obstacle = obstacle;
    }

    /** Returns the words by which a method is named. */
    public static String describe(String bean, Method method) {
        String parameters = Arrays.stream(method.getParameterTypes())
                .map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")"));
        return "Method " + method.getDeclaringClass().getName() + "." + method.getName() + parameters + " of bean '"
                + bean + "'";
    }

    /** Returns what helps, as one sentence without a full stop. */
    public String remedy() {
        return obstacle.remedy;
    }
}

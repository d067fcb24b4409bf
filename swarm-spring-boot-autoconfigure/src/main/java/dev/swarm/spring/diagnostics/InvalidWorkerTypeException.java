package dev.swarm.spring.diagnostics;

import java.io.Serial;

/**
 * Beans are to make the workers of a type, but cannot. The message is one sentence without a full stop: the bean, the
 * type, and why.
 */
public final class InvalidWorkerTypeException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final Obstacle obstacle;

    /** What keeps a bean from making workers. */
    public enum Obstacle {
        /** All lives of all workers would be one object. */
        SHARED(
                "a worker needs an instance for each of its lives, and the bean's scope is not prototype",
                "Remove its @Scope, or mark a WorkerFactory bean that makes the workers"),
        /** It is no worker and makes none. */
        NO_WORKER(
                "its class implements neither SwarmWorker nor WorkerFactory",
                "Implement one of them, and have @Bean methods return it"),
        /** The node refuses the name of the type. */
        NAME("the type cannot be named so", "Name the type with 1 to 200 bytes"),
        /** A type has one factory. */
        TAKEN("the type has a factory already", "Keep one of both");

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
     * @param bean name of the bean
     * @param type the worker type
     * @param detail what the reason ends with, such as a name after a colon; or empty
     */
    public InvalidWorkerTypeException(String bean, String type, Obstacle obstacle, String detail) {
        super("Bean '" + bean + "' cannot make workers of the type '" + type + "': " + obstacle.reason + detail);
        this.obstacle = obstacle;
    }

    /** Returns what helps, as one sentence without a full stop. */
    public String remedy() {
        return obstacle.remedy;
    }
}

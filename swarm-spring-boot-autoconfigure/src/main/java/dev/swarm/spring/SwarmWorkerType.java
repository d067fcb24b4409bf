package dev.swarm.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says by which beans the workers of one type are made on this node, for names that are registered with {@link
 * dev.swarm.api.SwarmRegistry#register}. On a class or a {@code @Bean} method it marks either
 *
 * <ul>
 *   <li>a bean that implements {@link dev.swarm.api.SwarmWorker}: each life of a worker is a new instance, with its
 *       dependencies injected. Its scope is {@code prototype} without saying so; with any other scope the application
 *       does not start,
 *   <li>or a bean that implements {@link dev.swarm.api.registry.WorkerFactory}, of any scope, which makes them.
 * </ul>
 *
 * <p>{@code WorkerFactory} beans without this annotation make the workers of the type that is named like the bean.
 * Types are known before the node starts. Two beans for one type stop the start of the application. A worker hears of
 * its end by {@link dev.swarm.api.SwarmWorker#onStop}: Spring destroys no prototypes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface SwarmWorkerType {

    /** The worker type, 1 to 200 bytes in UTF-8; may hold placeholders. */
    String value();
}

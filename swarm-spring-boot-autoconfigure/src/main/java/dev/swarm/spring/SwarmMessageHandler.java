package dev.swarm.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Makes a method of a bean the handler of messages of one type, as {@link dev.swarm.api.CommsManager} does. One that
 * returns nothing takes messages, and answers requests by {@code null}; one that returns something answers requests,
 * and of a message that asks nothing the answer is dropped.
 *
 * <p>It has one parameter for the payload, of its class or of {@link dev.swarm.api.Message} with that class. Beside
 * it there may be a {@link dev.swarm.api.NodeId}, which is the sender, and a {@link dev.swarm.api.Priority}, in any
 * order; payloads of these two types are taken as a message. Payloads are known by the name of their class, so the
 * type is the very class that is sent: not an interface, except for {@code Map}, {@code List} and {@code Set}, which
 * all maps, lists and sets are sent as, and without type arguments.
 *
 * <p>Messages of one sender and priority come one after the other. A method that returns a {@link
 * java.util.concurrent.CompletionStage} keeps its turn until that is complete, for {@code swarm.comms.request-timeout}
 * at most, when the request fails; messages of other senders and priorities do not wait. What the method throws fails
 * the request, or is logged; see {@link dev.swarm.api.CommsManager#onMessage}.
 *
 * <p>Calls go through the bean's proxy, and the bean is asked for at each, so lazy beans are made by their first
 * message. Handlers are there before the node can receive, and until it has left. Two for one type, and a method that
 * cannot be called so, stop the start of the application.
 */
@Documented
@Reflective(MessageHandlerHints.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
public @interface SwarmMessageHandler {

    /**
     * Name of the bean of type {@link java.util.concurrent.Executor} whose threads call the method; may hold
     * placeholders. Empty for the threads of handlers.
     */
    String executor() default "";
}

package dev.swarm.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.aot.hint.annotation.Reflective;

/**
 * Runs a method of a bean only while this node commands; on a type, all methods of it that others can call. Elsewhere
 * the call is skipped, and counted: it returns {@code null}, an empty {@link java.util.Optional} or a completed future
 * of {@code null}, as its type says. With {@code @Scheduled} this is a job that one node of the cluster does.
 *
 * <p>The body runs through {@link dev.swarm.api.CommanderLease#runIfCommander}, so a command that is handed over in
 * order waits for it. What has begun may still run when the lease ends for another reason, such as a pause of the
 * process: where that matters, let what it changes refuse old terms, by {@link CommanderScope#lease()}. Everything
 * that begins with the method, such as a transaction, begins after the check and ends before the command is handed
 * over; {@code @Async} comes first, so that the check is done where the body runs. What a returned future does later
 * is not guarded.
 *
 * <p>A guarded method that is called by a guarded method runs under the same command. As with all advice in Spring, a
 * call of a method of the same object is not seen. A method that cannot be guarded, because it is private, final or
 * static, returns a primitive value or a reactive stream, or is of a final class, stops the start of the application.
 */
@Documented
@Reflective
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface OnCommander {}

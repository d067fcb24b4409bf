package dev.swarm.sim;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.AnnotationConsumer;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** A test method that takes a seed and runs once with each of {@link SimSeeds}; a failure prints how to replay it. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "seed {0}")
@ArgumentsSource(SimTest.Seeds.class)
@ExtendWith(SimTest.ReplayLine.class)
public @interface SimTest {

    /** How many seeds, unless properties say otherwise. */
    int seeds();

    /** Turns the number into seeds. */
    final class Seeds implements ArgumentsProvider, AnnotationConsumer<SimTest> {

        private int count;

        @Override
        public void accept(SimTest annotation) {
            count = annotation.seeds();
        }

        @Override
        public Stream<? extends Arguments> provideArguments(
                ParameterDeclarations parameters, ExtensionContext context) {
            return SimSeeds.of(count).mapToObj(Arguments::of);
        }
    }

    /** Prints one line for each failure. */
    final class ReplayLine implements InvocationInterceptor {

        @Override
        public void interceptTestTemplateMethod(
                Invocation<Void> invocation,
                ReflectiveInvocationContext<Method> invocationContext,
                ExtensionContext context)
                throws Throwable {
            try {
                invocation.proceed();
            } catch (Exception | Error failure) {
                Method method = invocationContext.getExecutable();
                System.out.printf(
                        "Replay: -Dtest=%s#%s -D%s=%s%n",
                        method.getDeclaringClass().getSimpleName(),
                        method.getName(),
                        SimSeeds.SEED_PROPERTY,
                        invocationContext.getArguments().get(0));
                throw failure;
            }
        }
    }
}

package dev.swarm.spring;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.stream.Stream;
import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.annotation.SimpleReflectiveProcessor;

/** Lets handlers be called, and what they take and return be read and written, after ahead-of-time processing. */
final class MessageHandlerHints extends SimpleReflectiveProcessor {

    private final BindingReflectionHintsRegistrar values = new BindingReflectionHintsRegistrar();

    @Override
    protected void registerMethodHint(ReflectionHints hints, Method method) {
        super.registerMethodHint(hints, method);
        Type[] types = Stream.concat(
                        Stream.of(method.getGenericParameterTypes()), Stream.of(method.getGenericReturnType()))
                .toArray(Type[]::new);
        values.registerReflectionHints(hints, types);
    }
}

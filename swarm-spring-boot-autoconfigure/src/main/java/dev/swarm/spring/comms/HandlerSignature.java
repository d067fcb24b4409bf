package dev.swarm.spring.comms;

import dev.swarm.api.Message;
import dev.swarm.api.NodeId;
import dev.swarm.api.Priority;
import dev.swarm.spring.diagnostics.InvalidMessageHandlerException;
import dev.swarm.spring.diagnostics.InvalidMessageHandlerException.Obstacle;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;

/**
 * What a handler takes and gives. A payload is known by the name of its class, so exactly one class can be meant.
 *
 * @param payload class of what it takes
 * @param arguments one for each parameter
 * @param answers whether it returns something
 */
record HandlerSignature(Class<?> payload, List<Argument> arguments, boolean answers) {

    private static final Set<String> STREAMS =
            Set.of("org.reactivestreams.Publisher", "java.util.concurrent.Flow$Publisher");

    /** What maps, lists and sets of any class travel as. */
    private static final Set<Class<?>> COLLECTIONS = Set.of(Map.class, List.class, Set.class);

    /** What a parameter is given. */
    enum Argument {
        MESSAGE,
        PAYLOAD,
        SENDER,
        PRIORITY;

        private static Argument of(Class<?> parameter) {
            if (parameter == Message.class) {
                return MESSAGE;
            } else if (parameter == NodeId.class) {
                return SENDER;
            }
            return parameter == Priority.class ? PRIORITY : PAYLOAD;
        }

        private Object from(Message<?> message) {
            return switch (this) {
                case MESSAGE -> message;
                case PAYLOAD -> message.payload();
                case SENDER -> message.from();
                case PRIORITY -> message.priority();
            };
        }

        private boolean bearsPayload() {
            return this == MESSAGE || this == PAYLOAD;
        }
    }

    /**
     * Reads the signature of a method.
     *
     * @throws InvalidMessageHandlerException if it cannot be called with a message
     */
    static HandlerSignature of(HandlerPlace place) {
        Method method = place.method();
        if (Modifier.isStatic(method.getModifiers())) {
            throw place.refusal(Obstacle.STATIC);
        }
        if (Modifier.isPrivate(method.getModifiers())) {
            throw place.refusal(Obstacle.PRIVATE);
        }
        Class<?> returned = method.getReturnType();
        if (isStream(returned)) {
            throw place.refusal(Obstacle.STREAM);
        }
        List<Argument> arguments = new ArrayList<>();
        ResolvableType payload = null;
        for (int i = 0; i < method.getParameterCount(); i++) {
            ResolvableType type = ResolvableType.forMethodParameter(method, i, place.type());
            Argument argument = Argument.of(type.toClass());
            if (arguments.contains(argument) || (argument.bearsPayload() && payload != null)) {
                throw place.refusal(Obstacle.TOO_MANY);
            }
            arguments.add(argument);
            if (argument.bearsPayload()) {
                payload = argument == Argument.MESSAGE ? type.getGeneric() : type;
            }
        }
        if (payload == null) {
            throw place.refusal(Obstacle.NO_PAYLOAD);
        }
        return new HandlerSignature(classOf(payload, place), List.copyOf(arguments), returned != void.class);
    }

    /** Returns what the method is called with. */
    Object[] values(Message<?> message) {
        return arguments.stream().map(argument -> argument.from(message)).toArray();
    }

    private static Class<?> classOf(ResolvableType payload, HandlerPlace place) {
        Class<?> type = ClassUtils.resolvePrimitiveIfNecessary(payload.toClass());
        if (type == Object.class) {
            throw place.refusal(Obstacle.OPEN);
        }
        if (!isSent(type)) {
            throw place.refusal(Obstacle.ABSTRACT);
        }
        if (payload.getType() instanceof ParameterizedType && !isPlain(payload)) {
            throw place.refusal(Obstacle.GENERIC);
        }
        return type;
    }

    /** Tells whether a payload may travel under the name of a class; see {@link dev.swarm.api.CommsManager}. */
    private static boolean isSent(Class<?> type) {
        if (COLLECTIONS.stream().anyMatch(collection -> collection.isAssignableFrom(type))) {
            return COLLECTIONS.contains(type);
        }
        // arrays have no methods to be abstract, but say that they are
        return !Modifier.isAbstract(type.getModifiers()) || type.isArray() || type.isEnum();
    }

    /** Tells whether the type arguments promise nothing but what is always so: keys are texts. */
    private static boolean isPlain(ResolvableType payload) {
        ResolvableType[] arguments = payload.getGenerics();
        boolean keyed = payload.toClass() == Map.class && arguments[0].toClass() == String.class;
        return COLLECTIONS.contains(payload.toClass())
                && Stream.of(arguments).skip(keyed ? 1 : 0).allMatch(argument -> argument.toClass() == Object.class);
    }

    private static boolean isStream(@Nullable Class<?> type) {
        return type != null
                && (STREAMS.contains(type.getName())
                        || isStream(type.getSuperclass())
                        || Stream.of(type.getInterfaces()).anyMatch(HandlerSignature::isStream));
    }
}

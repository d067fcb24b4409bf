package dev.swarm.spring.command;

import dev.swarm.api.CommanderLease;
import dev.swarm.api.SwarmTopology;
import dev.swarm.spring.CommanderScope;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Lets a call through only under a valid lease. Inside of another guarded call that is the lease of the outer one, so
 * that one task never mixes two commands; otherwise the present one.
 */
final class CommanderGuard implements MethodInterceptor {

    private final Supplier<SwarmTopology> topology;
    private final GuardedCalls calls;

    /**
     * Makes one.
     *
     * @param topology asked at each call, never before
     */
    CommanderGuard(Supplier<SwarmTopology> topology, GuardedCalls calls) {
        this.topology = topology;
        this.calls = calls;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Exception {
        Call call = new Call(invocation, calls);
        CommanderLease lease =
                CommanderScope.find().or(() -> topology.get().lease()).orElse(null);
        if (lease != null) {
            var unused = CommanderScope.run(lease, call);
        }
        if (call.begun) {
            return call.result;
        }
        calls.countSkipped();
        return SkippedValue.of(invocation);
    }

    /** Remembers what an empty answer of the lease cannot tell apart: that it ran and returned {@code null}. */
    private static final class Call implements Callable<Boolean> {

        private final MethodInvocation invocation;
        private final GuardedCalls calls;
        private boolean begun;
        private @Nullable Object result;

        Call(MethodInvocation invocation, GuardedCalls calls) {
            this.invocation = invocation;
            this.calls = calls;
        }

        @Override
        public Boolean call() throws Exception {
            begun = true;
            calls.countRan();
            try {
                result = invocation.proceed();
                return true;
            } catch (Exception | Error failure) {
                throw failure;
            } catch (Throwable neither) {
                throw new UndeclaredThrowableException(neither);
            }
        }
    }
}

package dev.swarm.spring.actuate;

import static org.springframework.boot.actuate.endpoint.web.WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;

import dev.swarm.api.SwarmGroups;
import dev.swarm.api.SwarmRegistry;
import dev.swarm.api.failure.NoNodeAvailableException;
import dev.swarm.api.failure.RegistryTimeoutException;
import dev.swarm.api.failure.SwarmRejectedException;
import dev.swarm.api.registry.WorkerRef;
import dev.swarm.spring.actuate.RegistryDescriptor.Name;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * Endpoint that shows the registry as this node sees it, and empties the node or keeps names where they are. Reads what
 * is known here; asks nobody. Writing is off until {@code management.endpoint.swarmregistry.access=unrestricted}.
 */
@Endpoint(id = "swarmregistry", defaultAccess = Access.READ_ONLY)
public class SwarmRegistryEndpoint {

    /** A drain may take longer than whoever asked for it wants to wait; it goes on. */
    private static final long PATIENCE_SECONDS = 10;

    private static final int STATUS_ACCEPTED = 202;
    private static final String SEPARATOR = "/";

    private final SwarmRegistry registry;
    private final SwarmGroups groups;

    /**
     * Makes one.
     *
     * @param registry the names
     * @param groups their groups
     */
    public SwarmRegistryEndpoint(SwarmRegistry registry, SwarmGroups groups) {
        this.registry = registry;
        this.groups = groups;
    }

    /** What can be done to the registry on this node. */
    public enum Step {
        /** Give all names to others, and own none. */
        DRAIN,
        /** Own names again. */
        UNDRAIN,
        /** Keep names where they are. */
        PAUSE,
        /** Let them move again. */
        RESUME
    }

    /**
     * Why something was not done.
     *
     * @param error one sentence
     */
    public record Problem(String error) implements OperationResponseBody {}

    /** Returns all that is known of the registry. */
    @ReadOperation
    public RegistryDescriptor registry() {
        return RegistryDescriptor.of(registry, groups);
    }

    /**
     * Returns where one name lives.
     *
     * @param name the name, cut at slashes; of one in a scope the scope comes first
     * @return {@code null}, which is answered as not found, if it lives nowhere
     */
    @ReadOperation
    public @Nullable Name name(@Selector(match = Selector.Match.ALL_REMAINING) String... name) {
        return find(registry, name)
                .or(() -> inScope(name))
                .map(ref -> Name.of(ref, registry, groups))
                .orElse(null);
    }

    private Optional<WorkerRef> inScope(String... path) {
        if (path.length < 2) {
            return Optional.empty();
        }
        try {
            return find(registry.scope(path[0]), Arrays.copyOfRange(path, 1, path.length));
        } catch (IllegalArgumentException noScope) {
            return Optional.empty();
        }
    }

    /** What no name can be is the name of nothing. */
    private static Optional<WorkerRef> find(SwarmRegistry names, String... path) {
        try {
            return names.whereis(String.join(SEPARATOR, path));
        } catch (IllegalArgumentException noName) {
            return Optional.empty();
        }
    }

    /**
     * Does one step on this node.
     *
     * @param operation {@code drain}, {@code undrain}, {@code pause} or {@code resume}
     * @return the registry after it; accepted if a drain goes on, unavailable if it cannot be done now
     */
    @WriteOperation
    public WebEndpointResponse<OperationResponseBody> change(Step operation) {
        CompletableFuture<?> done = switch (operation) {
            case DRAIN -> registry.drain();
            case UNDRAIN -> registry.undrain();
            case PAUSE -> registry.pauseRebalancing(true);
            case RESUME -> registry.pauseRebalancing(false);
        };
        try {
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException failure) {
            return refusal(failure.getCause());
        } catch (TimeoutException late) {
            return new WebEndpointResponse<>(registry(), STATUS_ACCEPTED);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before it was done", stop);
        }
        return new WebEndpointResponse<>(registry());
    }

    private static WebEndpointResponse<OperationResponseBody> refusal(@Nullable Throwable cause) {
        if (cause instanceof NoNodeAvailableException
                || cause instanceof RegistryTimeoutException
                || cause instanceof SwarmRejectedException) {
            return new WebEndpointResponse<>(
                    new Problem(String.valueOf(cause.getMessage())), STATUS_SERVICE_UNAVAILABLE);
        }
        throw new IllegalStateException("It could not be done", cause);
    }
}

package dev.swarm.spring.actuate;

import dev.swarm.api.SwarmKeys;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * Endpoint that shows which keys the node talks under, by their fingerprints, and changes them while it runs. Writing
 * is off until {@code management.endpoint.swarmkeys.access=unrestricted}, because whoever adds a key can let others
 * in.
 */
@Endpoint(id = "swarmkeys", defaultAccess = Access.READ_ONLY)
public class SwarmKeysEndpoint {

    private static final long PATIENCE_SECONDS = 10;

    private final SwarmKeys keys;

    /**
     * Makes one.
     *
     * @param keys the keys of the node
     */
    public SwarmKeysEndpoint(SwarmKeys keys) {
        this.keys = keys;
    }

    /** One step of a rotation; each is done on all nodes before the next. */
    public enum Step {
        /** Accept a key. */
        ADD,
        /** Send under it. */
        USE,
        /** Accept it no more. */
        REMOVE
    }

    /**
     * The keys of the node.
     *
     * @param fingerprints what to compare keys by, the one that encrypts first; empty without encryption
     */
    public record Keys(List<String> fingerprints) implements OperationResponseBody {}

    /** Returns the fingerprints. */
    @ReadOperation
    public Keys keys() {
        return new Keys(keys.fingerprints());
    }

    /**
     * Takes one step; give either the key or the secret that stands for it.
     *
     * @param operation {@code add}, {@code use} or {@code remove}
     * @param key base64 of 16, 24 or 32 bytes
     * @param secret a text, as in {@code swarm.secret}
     * @return the fingerprints after it
     * @throws InvalidEndpointRequestException if the step cannot be taken; nothing is changed then
     */
    @WriteOperation
    public Keys change(Step operation, @Nullable String key, @Nullable String secret) {
        byte[] bytes = bytes(key, secret);
        try {
            CompletableFuture<Void> done = switch (operation) {
                case ADD -> keys.add(bytes);
                case USE -> keys.use(bytes);
                case REMOVE -> keys.remove(bytes);
            };
            done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (IllegalArgumentException | IllegalStateException refused) {
            throw invalid(refused.getMessage());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted before the node took the key", stop);
        } catch (ExecutionException | TimeoutException failure) {
            throw new IllegalStateException("The node did not take the key", failure);
        }
        return keys();
    }

    private byte[] bytes(@Nullable String key, @Nullable String secret) {
        if ((key == null) == (secret == null)) {
            throw invalid("Give either 'key', in base64, or 'secret'");
        }
        try {
            return secret != null
                    ? keys.fromSecret(secret)
                    : Base64.getDecoder().decode(key);
        } catch (IllegalArgumentException refused) {
            throw invalid("Not a key: " + refused.getMessage());
        }
    }

    private static InvalidEndpointRequestException invalid(@Nullable String reason) {
        String text = String.valueOf(reason);
        return new InvalidEndpointRequestException(text, text);
    }
}

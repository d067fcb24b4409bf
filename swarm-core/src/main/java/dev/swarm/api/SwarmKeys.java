package dev.swarm.api;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The keys under which this node talks, to be changed while it runs. To rotate a key without an interruption do each
 * step on all nodes before the next: {@link #add} the new one, {@link #use} it, {@link #remove} the old one. What was
 * changed holds for this process; the next one starts with its properties again. Any thread.
 */
public interface SwarmKeys {

    /**
     * Returns what people may compare keys by, 16 hexadecimal digits for each; the one that encrypts is the first.
     * Empty if the node was started without keys.
     */
    List<String> fingerprints();

    /**
     * Returns the key that a text stands for, the same as for the property {@code swarm.secret}.
     *
     * @throws IllegalArgumentException if the text is empty
     */
    byte[] fromSecret(String secret);

    /**
     * Accepts one more key; nothing is sent under it yet.
     *
     * @param key 16, 24 or 32 bytes, copied
     * @return done when the node acts so
     * @throws IllegalArgumentException if the key has another length, or there are too many
     * @throws IllegalStateException if the node was started without keys
     */
    CompletableFuture<Void> add(byte[] key);

    /**
     * Sends under a key from now on; the others are still accepted.
     *
     * @return done when the node acts so
     * @throws IllegalArgumentException if the key was not added
     * @throws IllegalStateException if the node was started without keys
     */
    CompletableFuture<Void> use(byte[] key);

    /**
     * Accepts a key no more; does nothing if it is not there.
     *
     * @return done when the node acts so
     * @throws IllegalArgumentException if it is the key that encrypts
     * @throws IllegalStateException if the node was started without keys
     */
    CompletableFuture<Void> remove(byte[] key);
}

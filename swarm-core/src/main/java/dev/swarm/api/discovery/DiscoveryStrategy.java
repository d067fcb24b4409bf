package dev.swarm.api.discovery;

/**
 * Looks for peers in one way: a list, a broadcast, a name service, an API.
 *
 * <p>It only says where peers <em>may</em> be. The node tries each address until it is a member; finding none,
 * finding dead ones, or finding fewer than before never removes a member.
 *
 * <p>One object may be started again after it was closed, but is never started twice at once.
 */
public interface DiscoveryStrategy extends AutoCloseable {

    /** Returns what kind this is, such as {@code static}; for people. */
    String name();

    /**
     * Begins to look. Must return at once: look-ups run as tasks of {@link DiscoveryContext#schedule}, or on daemon
     * threads of the strategy's own. An exception is logged and shown as the topology's error; the node runs on
     * without it.
     *
     * @param context what the strategy may know of the node
     * @param sink where it reports to, from any thread
     */
    void start(DiscoveryContext context, PeerSink sink);

    /** Stops looking and releases everything; idempotent. What is reported later is ignored. */
    @Override
    void close();
}

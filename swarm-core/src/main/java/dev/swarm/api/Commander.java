package dev.swarm.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who commands, as far as this node knows.
 *
 * @param node its name
 * @param term number of the command, higher for each new one; a fencing token
 * @param leaseUntil when the command ends unless it is renewed, by this node's wall clock; {@code null} if this node is
 *     not told of renewals, as in clusters greater than the mesh of the data plane
 */
public record Commander(NodeId node, long term, @Nullable Instant leaseUntil) {}

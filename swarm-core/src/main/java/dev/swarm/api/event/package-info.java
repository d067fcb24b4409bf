/** Everything that can become true in the cluster, as one sealed family of records. */
@NullMarked
package dev.swarm.api.event;

import org.jspecify.annotations.NullMarked;

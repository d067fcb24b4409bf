/** Tests of the leases of a quorum. */
@NullMarked
package dev.swarm.engine.registry.tenure;

import org.jspecify.annotations.NullMarked;

/** Heroes in the cluster: workers of the registry whose public state is in the overlay. */
@NullMarked
package dev.swarm.sample.league;

import org.jspecify.annotations.NullMarked;

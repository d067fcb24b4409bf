/** How entities and waypoints are written as values of shared state. */
@NullMarked
package dev.swarm.engine.wire.overlay;

import org.jspecify.annotations.NullMarked;

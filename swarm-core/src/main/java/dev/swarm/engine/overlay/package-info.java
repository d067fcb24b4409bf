/** Entities and waypoints: a view over shared state. */
@NullMarked
package dev.swarm.engine.overlay;

import org.jspecify.annotations.NullMarked;

/** Which node owns which name. */
@NullMarked
package dev.swarm.engine.registry.placement;

import org.jspecify.annotations.NullMarked;

/** Tests of what users read of shared state. */
@NullMarked
package dev.swarm.engine.overlay;

import org.jspecify.annotations.NullMarked;

/** The words of one step of the engine: the time it happens at, and where its outputs go. */
@NullMarked
package dev.swarm.engine.step;

import org.jspecify.annotations.NullMarked;

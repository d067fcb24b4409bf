/** The deterministic core: wires the state machines together in one fixed order. */
@NullMarked
package dev.swarm.engine;

import org.jspecify.annotations.NullMarked;

/** The lives of workers on one node: what the engine wants done with them, beside the loop. */
@NullMarked
package dev.swarm.registry.worker;

import org.jspecify.annotations.NullMarked;

/** The monitor, step by step. */
@NullMarked
package dev.swarm.engine.monitor;

import org.jspecify.annotations.NullMarked;

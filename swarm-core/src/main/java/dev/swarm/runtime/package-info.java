/** The shell: one thread that feeds the engine with bytes, time and commands, and acts on what it states. */
@NullMarked
package dev.swarm.runtime;

import org.jspecify.annotations.NullMarked;

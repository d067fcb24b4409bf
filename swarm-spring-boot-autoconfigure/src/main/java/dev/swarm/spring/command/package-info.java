/** Keeps methods for the commander: what {@link dev.swarm.spring.OnCommander} does. */
@NullMarked
package dev.swarm.spring.command;

import org.jspecify.annotations.NullMarked;

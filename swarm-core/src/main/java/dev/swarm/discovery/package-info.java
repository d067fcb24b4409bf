/** Runs the strategies that look for peers, and the one that reads a list. */
@NullMarked
package dev.swarm.discovery;

import org.jspecify.annotations.NullMarked;

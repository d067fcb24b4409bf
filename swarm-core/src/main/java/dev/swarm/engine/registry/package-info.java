/** Names, workers and groups: who owns what, and how it gets there. */
@NullMarked
package dev.swarm.engine.registry;

import org.jspecify.annotations.NullMarked;

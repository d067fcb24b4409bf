/** The users' side of names: requests, messages to workers, and what one life of a node has of them. */
@NullMarked
package dev.swarm.registry;

import org.jspecify.annotations.NullMarked;

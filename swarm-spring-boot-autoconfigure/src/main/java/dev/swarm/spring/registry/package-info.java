/** Beans that make workers, and when the node begins to own names. */
@NullMarked
package dev.swarm.spring.registry;

import org.jspecify.annotations.NullMarked;

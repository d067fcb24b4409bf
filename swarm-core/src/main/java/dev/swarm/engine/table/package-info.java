/** Memory for very many objects: where they stand, and how they are found. */
@NullMarked
package dev.swarm.engine.table;

import org.jspecify.annotations.NullMarked;

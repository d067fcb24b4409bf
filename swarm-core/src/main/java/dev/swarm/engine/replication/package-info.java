/** What all nodes know: keys and their values, merged without coordination. */
@NullMarked
package dev.swarm.engine.replication;

import org.jspecify.annotations.NullMarked;

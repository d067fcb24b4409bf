/** What nodes tell each other about shared state. */
@NullMarked
package dev.swarm.engine.wire.replication;

import org.jspecify.annotations.NullMarked;

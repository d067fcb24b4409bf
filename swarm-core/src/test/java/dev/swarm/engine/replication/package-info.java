@NullMarked
package dev.swarm.engine.replication;

import org.jspecify.annotations.NullMarked;

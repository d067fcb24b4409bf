@NullMarked
package dev.swarm.engine.topology;

import org.jspecify.annotations.NullMarked;

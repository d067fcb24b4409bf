@NullMarked
package dev.swarm.engine.table;

import org.jspecify.annotations.NullMarked;

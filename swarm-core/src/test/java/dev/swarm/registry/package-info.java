@NullMarked
package dev.swarm.registry;

import org.jspecify.annotations.NullMarked;

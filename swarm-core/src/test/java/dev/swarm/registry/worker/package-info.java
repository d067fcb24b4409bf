@NullMarked
package dev.swarm.registry.worker;

import org.jspecify.annotations.NullMarked;

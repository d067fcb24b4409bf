/** Settings with their bounds; every value is checked when it is made. */
@NullMarked
package dev.swarm.api.config;

import org.jspecify.annotations.NullMarked;

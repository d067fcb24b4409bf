/** Looks for peers by a name service. */
@NullMarked
package dev.swarm.discovery.dns;

import org.jspecify.annotations.NullMarked;

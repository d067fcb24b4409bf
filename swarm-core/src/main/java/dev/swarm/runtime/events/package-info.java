/** How events reach listeners without ever holding up the protocol. */
@NullMarked
package dev.swarm.runtime.events;

import org.jspecify.annotations.NullMarked;

/** Where peers may be: the interface that discovery strategies implement, and their status. */
@NullMarked
package dev.swarm.api.discovery;

import org.jspecify.annotations.NullMarked;

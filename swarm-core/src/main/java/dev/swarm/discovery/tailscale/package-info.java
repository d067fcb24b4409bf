/** Looks for peers among the machines of a tailnet. */
@NullMarked
package dev.swarm.discovery.tailscale;

import org.jspecify.annotations.NullMarked;

/** How the other nodes and the links to them fare: own pings, silence, quality of links, network coordinates. */
@NullMarked
package dev.swarm.engine.monitor;

import org.jspecify.annotations.NullMarked;

/** Messages between users of nodes: lanes that wait, ways over links and relays, and waits for answers. */
@NullMarked
package dev.swarm.engine.comms;

import org.jspecify.annotations.NullMarked;

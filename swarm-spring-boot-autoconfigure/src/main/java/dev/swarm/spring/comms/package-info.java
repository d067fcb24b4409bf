/** Lets methods of beans handle messages: what {@link dev.swarm.spring.SwarmMessageHandler} does. */
@NullMarked
package dev.swarm.spring.comms;

import org.jspecify.annotations.NullMarked;

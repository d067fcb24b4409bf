/** The users' side of messages: handlers and their threads, waits for answers, and what users write and read. */
@NullMarked
package dev.swarm.comms;

import org.jspecify.annotations.NullMarked;

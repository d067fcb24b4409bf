/** Sockets: one port number for datagrams and streams, and the addresses of this machine. */
@NullMarked
package dev.swarm.runtime.transport;

import org.jspecify.annotations.NullMarked;

/** TLS of the data plane: who a node is, and what it demands of others. Knows no socket. */
@NullMarked
package dev.swarm.runtime.tls;

import org.jspecify.annotations.NullMarked;

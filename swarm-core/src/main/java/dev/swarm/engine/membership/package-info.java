/** Who is here: SWIM with suspicion and Lifeguard, on the memberlist protocol. */
@NullMarked
package dev.swarm.engine.membership;

import org.jspecify.annotations.NullMarked;

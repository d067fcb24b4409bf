/** Codecs of the memberlist protocol; pure functions between bytes and records. */
@NullMarked
package dev.swarm.engine.wire;

import org.jspecify.annotations.NullMarked;

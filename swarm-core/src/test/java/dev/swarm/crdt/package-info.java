/** The laws of the replicated data types, and what each of them promises. */
@NullMarked
package dev.swarm.crdt;

import org.jspecify.annotations.NullMarked;

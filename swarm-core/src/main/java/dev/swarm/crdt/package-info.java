/**
 * Replicated data types: values that any node changes on its own and that all nodes agree on again by merging. Pure and
 * immutable; nothing here reads a clock, draws chance or knows bytes.
 */
@NullMarked
package dev.swarm.crdt;

import org.jspecify.annotations.NullMarked;

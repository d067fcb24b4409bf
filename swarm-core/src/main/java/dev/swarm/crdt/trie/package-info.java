/** The persistent map beneath the replicated data types. Knows nothing of replicas. */
@NullMarked
package dev.swarm.crdt.trie;

import org.jspecify.annotations.NullMarked;

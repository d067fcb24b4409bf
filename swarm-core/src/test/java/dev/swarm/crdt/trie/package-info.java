@NullMarked
package dev.swarm.crdt.trie;

import org.jspecify.annotations.NullMarked;

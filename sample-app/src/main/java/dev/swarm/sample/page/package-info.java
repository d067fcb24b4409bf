/** The live page: who is in the cluster as this node sees it, pushed to browsers whenever it changes. */
@NullMarked
package dev.swarm.sample.page;

import org.jspecify.annotations.NullMarked;

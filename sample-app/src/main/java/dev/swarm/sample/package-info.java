/** The Superhero Cluster: what an application built on Swarm looks like. */
@NullMarked
package dev.swarm.sample;

import org.jspecify.annotations.NullMarked;

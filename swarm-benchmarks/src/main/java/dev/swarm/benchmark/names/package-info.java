/** Measures the registry of names beside other libraries. */
@NullMarked
package dev.swarm.benchmark.names;

import org.jspecify.annotations.NullMarked;

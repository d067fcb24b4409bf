/** Shared state measured beside other libraries, in processes of its own; figures and ratios, never a test. */
@NullMarked
package dev.swarm.benchmark;

import org.jspecify.annotations.NullMarked;

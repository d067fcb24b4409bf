/** Messages between two processes, measured beside raw Netty and others; figures and ratios, never a test. */
@NullMarked
package dev.swarm.benchmark.messages;

import org.jspecify.annotations.NullMarked;

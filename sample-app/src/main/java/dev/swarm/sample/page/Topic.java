package dev.swarm.sample.page;

import java.util.function.Supplier;

/**
 * One part of what the page shows.
 *
 * @param name what its messages are called
 * @param value how it is now: two equal ones need no second drawing
 */
record Topic(String name, Supplier<?> value) {}

/** A job that the whole cluster does once. */
@NullMarked
package dev.swarm.sample.command;

import org.jspecify.annotations.NullMarked;

/** Tells applications of Spring Integration's leader election who commands. */
@NullMarked
package dev.swarm.spring.integration;

import org.jspecify.annotations.NullMarked;

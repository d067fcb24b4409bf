/** Tells Kubernetes which pod holds the command. */
@NullMarked
package dev.swarm.spring.kubernetes;

import org.jspecify.annotations.NullMarked;

/** Looks for peers by the API of Kubernetes. */
@NullMarked
package dev.swarm.discovery.kubernetes;

import org.jspecify.annotations.NullMarked;

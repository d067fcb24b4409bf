/** Tells Spring Cloud who is in the cluster, and takes peers from what else Spring Cloud knows. */
@NullMarked
package dev.swarm.spring.cloud;

import org.jspecify.annotations.NullMarked;

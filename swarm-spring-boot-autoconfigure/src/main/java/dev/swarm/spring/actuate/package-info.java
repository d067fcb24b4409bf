/** What operators see of the node: endpoint, health and metrics. */
@NullMarked
package dev.swarm.spring.actuate;

import org.jspecify.annotations.NullMarked;

/** What visitors can do with heroes and waypoints, over HTTP; everything that the page needs, on any node. */
@NullMarked
package dev.swarm.sample.api;

import org.jspecify.annotations.NullMarked;

/** State that all nodes of the sample share, over HTTP. */
@NullMarked
package dev.swarm.sample.state;

import org.jspecify.annotations.NullMarked;

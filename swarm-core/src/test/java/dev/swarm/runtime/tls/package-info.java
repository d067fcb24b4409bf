@NullMarked
package dev.swarm.runtime.tls;

import org.jspecify.annotations.NullMarked;

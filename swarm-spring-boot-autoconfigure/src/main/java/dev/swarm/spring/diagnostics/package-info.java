/** Says in two sentences why the application could not start because of its node. */
@NullMarked
package dev.swarm.spring.diagnostics;

import org.jspecify.annotations.NullMarked;

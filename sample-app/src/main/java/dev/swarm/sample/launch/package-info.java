/**
 * {@code --cluster}: four nodes as four processes of the same program, in one terminal. Nothing here touches Spring.
 */
@NullMarked
package dev.swarm.sample.launch;

import org.jspecify.annotations.NullMarked;

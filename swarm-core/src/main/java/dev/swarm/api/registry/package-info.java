/** What names, workers and groups are made of. */
@NullMarked
package dev.swarm.api.registry;

import org.jspecify.annotations.NullMarked;

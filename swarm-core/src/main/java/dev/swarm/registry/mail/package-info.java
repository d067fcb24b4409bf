/** Messages to workers: how they travel, and what comes back. */
@NullMarked
package dev.swarm.registry.mail;

import org.jspecify.annotations.NullMarked;

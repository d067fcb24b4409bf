@NullMarked
package dev.swarm.registry.mail;

import org.jspecify.annotations.NullMarked;

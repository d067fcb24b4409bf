/** The swarm node of a Spring Boot application: properties, auto-configuration, lifecycle and events. */
@NullMarked
package dev.swarm.spring;

import org.jspecify.annotations.NullMarked;

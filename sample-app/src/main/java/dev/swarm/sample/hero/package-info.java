/** The rules of heroes and cities: values and pure decisions, without clock, chance or network of their own. */
@NullMarked
package dev.swarm.sample.hero;

import org.jspecify.annotations.NullMarked;

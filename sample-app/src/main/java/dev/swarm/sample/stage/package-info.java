/** What happens behind the scenes: visitors kill, pause, bomb, drain and split nodes to see the cluster heal. */
@NullMarked
package dev.swarm.sample.stage;

import org.jspecify.annotations.NullMarked;

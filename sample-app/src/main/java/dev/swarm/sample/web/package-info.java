/** Who may ask this node's web server for what. */
@NullMarked
package dev.swarm.sample.web;

import org.jspecify.annotations.NullMarked;

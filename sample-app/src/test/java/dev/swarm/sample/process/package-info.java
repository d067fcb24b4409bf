/**
 * Acceptance tests on real processes: the packaged jar as a user runs it, ended as users and machines end things. What
 * each process wrote is kept under {@code target/process-logs}.
 */
@NullMarked
package dev.swarm.sample.process;

import org.jspecify.annotations.NullMarked;

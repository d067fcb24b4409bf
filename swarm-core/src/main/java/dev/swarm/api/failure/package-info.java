/** What can go wrong in a way that callers want to tell apart; each message is one sentence for people. */
@NullMarked
package dev.swarm.api.failure;

import org.jspecify.annotations.NullMarked;

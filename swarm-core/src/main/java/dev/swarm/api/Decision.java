package dev.swarm.api;

import java.time.Instant;

/**
 * Something that this node decided or was told, and why; for people who ask how things came to be as they are.
 *
 * @param time when, by this node's wall clock
 * @param node whom it is about
 * @param text what was decided, with the reason, in one sentence
 */
public record Decision(Instant time, NodeId node, String text) {}

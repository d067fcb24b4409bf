package dev.swarm.engine.wire.registry;

/**
 * What a node says of itself as an owner of names; the write's origin says which process.
 *
 * @param owns whether it takes names: false before its application is ready, and while it drains
 * @param weight its share, 1 to 1,000
 * @param settings a hash of what must be equal on all nodes
 */
public record NodeValue(boolean owns, int weight, long settings) {}

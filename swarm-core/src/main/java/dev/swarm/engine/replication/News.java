package dev.swarm.engine.replication;

/** What became of the content: of one key, or of very many that all came in the same way. */
public sealed interface News permits Change, Additions {}

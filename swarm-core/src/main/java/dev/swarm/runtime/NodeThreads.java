package dev.swarm.runtime;

import java.util.concurrent.Executor;

/**
 * The threads of a node.
 *
 * @param protocol runs tasks between two steps; takes none after the end
 * @param answers completes futures of users; is there only while it has something to do
 * @param vigil keeps the protocol's thread awake for threads that wait
 */
public record NodeThreads(Executor protocol, Executor answers, Vigil vigil) {}

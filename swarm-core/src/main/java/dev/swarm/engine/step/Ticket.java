package dev.swarm.engine.step;

/**
 * Names a command that wants an answer. Made by the shell, handed back unchanged.
 *
 * @param number unique within the shell
 */
public record Ticket(long number) {}

package dev.swarm.engine.step;

/**
 * Something that must run beside the loop, such as code of users. The shell does it after the step and answers with a
 * command; effects of one step, and of the steps after it, are handed over in order.
 */
public interface Effect {}

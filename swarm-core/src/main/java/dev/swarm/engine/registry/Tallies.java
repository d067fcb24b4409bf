package dev.swarm.engine.registry;

/** What the registry counts. */
final class Tallies {

    long moved;
    long ignored;
    long failed;
    long merged;
    long placementFailures;
}

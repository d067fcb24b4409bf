package dev.swarm.sample.page;

import dev.swarm.api.ClusterView;
import dev.swarm.api.NodeHealth;
import dev.swarm.api.NodeId;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Where the page looks: at the node of this application. Looking costs next to nothing.
 *
 * @param cluster name of the cluster, empty if it has none
 * @param view the members of now
 * @param health what is measured of a member now; empty for the node itself
 */
record Lookout(String cluster, Supplier<ClusterView> view, Function<NodeId, Optional<NodeHealth>> health) {}

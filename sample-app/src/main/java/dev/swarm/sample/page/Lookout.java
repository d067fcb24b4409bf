package dev.swarm.sample.page;

import dev.swarm.Swarm;
import dev.swarm.api.ClusterView;
import dev.swarm.api.Commander;
import dev.swarm.api.NodeId;
import dev.swarm.sample.league.HeroBoard;
import dev.swarm.sample.league.HeroRecord;
import dev.swarm.sample.league.TempoDial;
import dev.swarm.sample.page.PageView.Link;
import dev.swarm.sample.page.PageView.Measured;
import dev.swarm.sample.stage.StageStatus;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Looks at the cluster by the eyes of this node, which costs next to nothing. One thread at a time. */
final class Lookout implements Supplier<PageView> {

    private final Swarm swarm;
    private final HeroBoard board;
    private final Convergence convergence;
    private final Surroundings surroundings;
    private final InstantSource clock;
    private final Sightings sightings = new Sightings(this::measured);
    private Map<String, Long> heroes = Map.of();

    /**
     * What there is besides the cluster.
     *
     * @param stage what visitors may do
     * @param dial the tempo
     */
    record Surroundings(StageStatus stage, TempoDial dial) {}

    Lookout(Swarm swarm, HeroBoard board, Convergence convergence, Surroundings surroundings, InstantSource clock) {
        this.swarm = swarm;
        this.board = board;
        this.convergence = convergence;
        this.surroundings = surroundings;
        this.clock = clock;
    }

    @Override
    public PageView get() {
        ClusterView view = swarm.view();
        heroes = board.heroes().stream()
                .map(HeroRecord::node)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        return new PageView(
                swarm.config().cluster(),
                view.self().name(),
                swarm.topology().commander().map(Commander::term).orElse(null),
                sightings.update(view, clock.instant()),
                surroundings.stage().view(),
                surroundings.dial().tempo().patrol().toMillis());
    }

    private Measured measured(NodeId node) {
        return new Measured(
                swarm.monitor().health(node).map(Link::of).orElse(null),
                heroes.getOrDefault(node.name(), 0L).intValue(),
                convergence.of(node).orElse(null));
    }
}

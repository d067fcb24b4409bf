package dev.swarm.sim.experiment;

import dev.swarm.api.MemberStatus;
import dev.swarm.api.NodeId;
import dev.swarm.api.config.MembershipConfig;
import dev.swarm.api.config.MembershipConfig.Lifeguard;
import dev.swarm.api.config.MembershipConfig.Suspicion;
import dev.swarm.engine.wire.Message.Suspect;
import dev.swarm.engine.wire.MessageEncoder;
import dev.swarm.sim.SimNode;
import dev.swarm.sim.Told;
import dev.swarm.sim.net.LinkProfile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How fast a rumor spreads (SWIM figure 3b). One member learns that another, cut off in the same moment, is suspected;
 * measured is when half of the others have heard of it, and when the last has. The subject cannot refute, and nobody
 * can find out by itself within the first second.
 */
final class SpreadExperiment {

    private static final Duration REST = Duration.ofSeconds(10);
    private static final Duration WATCHED = Duration.ofSeconds(3);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_OTHER_NEWS = Duration.ofMillis(100);
    private static final double NANOS_PER_SECOND = 1e9;

    private static final MembershipConfig PLAIN =
            MembershipConfig.lan().with(new Suspicion(100, 1)).with(new Lifeguard(0, true, false));

    private final Bench bench;
    private final Mode mode;
    private final List<Double> half = new ArrayList<>();
    private final List<Double> all = new ArrayList<>();
    private final List<Double> heardAt = new ArrayList<>();
    private NodeId subject = NodeId.of("nobody yet");
    private long startNanos;
    private int webAddresses;
    private int missed;

    private SpreadExperiment(Bench bench, Mode mode) {
        this.bench = bench;
        this.mode = mode;
        bench.cluster().listen(this::onTold);
    }

    /** What else goes on in the cluster. */
    enum Mode {
        /** Nothing: news goes out at once, as the library does after a quiet while. */
        QUIET("quiet", false, 0),
        /** Other news all the time, so that each node sends in its rounds only, as the model does. */
        BUSY("busy", true, 0),
        /** The same, and one datagram of ten is lost. */
        BUSY_AND_LOSSY("busy, 10 % loss", true, 0.1);

        private final String title;
        private final boolean busy;
        private final double loss;

        Mode(String title, boolean busy, double loss) {
            this.title = title;
            this.busy = busy;
            this.loss = loss;
        }

        String title() {
            return title;
        }
    }

    /**
     * What one size gave, in seconds.
     *
     * @param nodes how many members
     * @param half when half had heard
     * @param all when the last had heard, of the trials in which all did
     * @param missed trials in which somebody had not heard after three seconds
     */
    record Result(int nodes, Sample half, Sample all, int missed) {}

    static Result run(int nodes, int trials, Mode mode, long seed) {
        Bench bench = Bench.atRest(nodes, PLAIN, seed, REST);
        bench.cluster().network().rules().setStandard(LinkProfile.lan().withLoss(mode.loss));
        SpreadExperiment experiment = new SpreadExperiment(bench, mode);
        for (int i = 0; i < trials; i++) {
            experiment.trial(nodes);
        }
        return new Result(nodes, Sample.of(experiment.half), Sample.of(experiment.all), experiment.missed);
    }

    private void trial(int nodes) {
        pass(PAUSE);
        List<SimNode> two = bench.draw(2);
        SimNode doubted = two.get(0);
        SimNode first = two.get(1);
        heardAt.clear();
        subject = doubted.id();
        startNanos = bench.nowNanos();
        bench.isolate(doubted);
        doubt(first, doubted);
        pass(WATCHED);
        int others = nodes - 1;
        if (heardAt.size() >= (others + 1) / 2) {
            half.add(heardAt.get((others + 1) / 2 - 1));
        }
        if (heardAt.size() == others) {
            all.add(heardAt.get(others - 1));
        } else {
            missed++;
        }
        bench.reconnect();
    }

    /** Tells a node, under the name of another one, what it may well believe. */
    private void doubt(SimNode listener, SimNode doubted) {
        listener.view().members().stream()
                .filter(member -> member.id().equals(doubted.id()))
                .filter(member -> member.status() == MemberStatus.HEALTHY)
                .forEach(member -> {
                    Suspect claim = new Suspect(member.id(), member.incarnation(), listener.id());
                    listener.onDatagram(doubted.address(), MessageEncoder.encode(claim));
                });
    }

    private void pass(Duration time) {
        if (!mode.busy) {
            bench.cluster().runFor(time);
            return;
        }
        for (long i = time.dividedBy(BETWEEN_OTHER_NEWS); i > 0; i--) {
            bench.draw(1).get(0).updateWebAddress("http://10.0.0.1:" + (1 + webAddresses++ % 60_000));
            bench.cluster().runFor(BETWEEN_OTHER_NEWS);
        }
    }

    private void onTold(Told told) {
        if (told.event().node().equals(subject) && Bench.isDoubt(told)) {
            heardAt.add((told.atNanos() - startNanos) / NANOS_PER_SECOND);
        }
    }
}

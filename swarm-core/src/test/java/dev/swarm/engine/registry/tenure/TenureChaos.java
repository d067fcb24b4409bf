package dev.swarm.engine.registry.tenure;

import dev.swarm.api.NodeId;
import dev.swarm.engine.registry.tenure.TenureWorld.Site;
import java.util.BitSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Random faults of a world, and then none. */
final class TenureChaos {

    private final TenureWorld world;
    private final boolean crashes;

    TenureChaos(TenureWorld world, boolean crashes) {
        this.world = world;
        this.crashes = crashes;
    }

    void run(int faults) {
        world.sites.forEach(Site::start);
        seeTheTruth();
        for (int i = 0; i < faults; i++) {
            fault();
            world.run(world.chance.nextLong(2 * world.terms.leaseNanos()));
        }
    }

    private void fault() {
        switch (world.chance.nextInt(crashes ? 11 : 9)) {
            case 0 -> {
                world.lost = world.chance.nextInt(300);
                world.doubled = world.chance.nextInt(300);
                world.late = world.chance.nextInt(200);
            }
            case 1 -> split();
            case 2 -> world.cut(any(), any());
            case 3, 7, 8 -> world.mendAll();
            case 4 -> any().pause(world.chance.nextLong(2 * world.terms.leaseNanos() / TenureWorld.MILLI));
            case 5 -> seeAnything(any());
            case 6 -> {
                if (world.chance.nextBoolean()) {
                    seeTheTruth();
                } else {
                    any().jump();
                }
            }
            case 9 -> any().crash();
            default ->
                world.sites.stream()
                        .filter(site -> site.life == null)
                        .findFirst()
                        .ifPresentOrElse(this::startAgain, () -> restart(any()));
        }
    }

    private Site any() {
        return world.sites.get(world.chance.nextInt(world.sites.size()));
    }

    private void restart(Site site) {
        site.crash();
        startAgain(site);
    }

    private void startAgain(Site site) {
        site.start();
        seeAnything(site);
    }

    private void split() {
        List<Site> sites = world.sites;
        int sides = world.chance.nextInt(1 << sites.size());
        for (int i = 0; i < sites.size(); i++) {
            for (int j = 0; j < sites.size(); j++) {
                if ((sides >> i & 1) != (sides >> j & 1)) {
                    world.cut(sites.get(i), sites.get(j));
                }
            }
        }
    }

    /** A node thinks that some or all are there, and wants what follows from it, or just anything. */
    private void seeAnything(Site site) {
        SortedSet<NodeId> view = new TreeSet<>();
        for (Site other : world.sites) {
            if (world.chance.nextInt(4) > 0) {
                view.add(other.node);
            }
        }
        site.step(() -> {
            TenureLife life = site.life;
            if (life != null && world.chance.nextBoolean()) {
                life.see(view);
            } else if (life != null) {
                int bits = world.chance.nextInt(1 << 16);
                life.see(view, BitSet.valueOf(new long[] {bits}));
            }
        });
    }

    void seeTheTruth() {
        SortedSet<NodeId> present = world.present();
        for (Site site : world.sites) {
            site.step(() -> {
                if (site.life != null) {
                    site.life.see(present);
                }
            });
        }
    }

    /** Ends all faults: all that are to live do, and see each other. */
    void calm(int mostDead) {
        world.mendAll();
        world.loseStragglers();
        int dead = 0;
        for (Site site : world.sites) {
            site.resume();
            if (site.life == null && dead++ >= mostDead) {
                site.start();
            }
        }
        seeTheTruth();
    }

    /** Within two leases each partition is owned by who should own it, and tokens are handed out in it. */
    void expectAllOwned() {
        long end = world.scheduler.nowNanos() + 2 * world.terms.leaseNanos();
        String missing = missing();
        while (!missing.isEmpty() && world.scheduler.nowNanos() < end) {
            world.run(10 * TenureWorld.MILLI);
            missing = missing();
        }
        if (!missing.isEmpty()) {
            throw new AssertionError("Not owned:" + missing);
        }
    }

    private String missing() {
        StringBuilder missing = new StringBuilder();
        SortedSet<NodeId> present = world.present();
        for (Site site : world.sites) {
            TenureLife life = site.life;
            for (int p = 0; life != null && p < world.terms.partitions(); p++) {
                boolean isMine = site.node.equals(TenureLife.owner(p, present));
                if (isMine
                        && (!life.tenure.holds(site.clock.now(), p)
                                || life.hungry().get(p))) {
                    missing.append(' ').append(site.node).append('/').append(p);
                }
            }
        }
        return missing.toString();
    }
}

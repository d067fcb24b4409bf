package dev.swarm.sample.league;

import dev.swarm.api.SwarmWorker;
import dev.swarm.api.registry.Handoff;
import dev.swarm.api.registry.StopReason;
import dev.swarm.api.registry.WorkerContext;
import dev.swarm.api.registry.WorkerMessage;
import dev.swarm.api.registry.WorkerState;
import dev.swarm.sample.hero.Hero;
import dev.swarm.sample.hero.HeroRules;
import dev.swarm.sample.hero.Order;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One life of a hero. It takes its state with it when it moves, and finds it in the overlay when its node is gone.
 * Whatever it becomes it writes there, unless a later life has written already: its token is lower then, and it keeps
 * silent.
 */
final class HeroWorker implements SwarmWorker {

    private static final Logger log = LoggerFactory.getLogger(HeroWorker.class);

    private static final Duration AT_ONCE = Duration.ofMillis(1);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private static final long WRITE_MILLIS = 2000;

    /** What nobody has told this node yet of a hero so young cannot be much. */
    private static final Duration YOUTH = Duration.ofSeconds(10);

    /** After ten seconds nobody else knows better: the hero begins anew. */
    private static final int MAX_LOOKS = 50;

    private final HeroBoard board;
    private final Roster roster;
    private final InstantSource clock;
    private final WorkerContext context;
    private @Nullable Hero hero;
    private long absorbedToken;

    HeroWorker(WorkerContext context, HeroBoard board, Roster roster, InstantSource clock) {
        this.context = context;
        this.board = board;
        this.roster = roster;
        this.clock = clock;
    }

    /** Nothing is said before the first message: until then the life before may still go on. */
    @Override
    public void onStart(WorkerContext started) {
        context.later(AT_ONCE, new Recall(0));
    }

    @Override
    public @Nullable Object onMessage(WorkerMessage message) {
        if (message.is(Recall.class)) {
            recall(message.as(Recall.class).looks());
        } else if (message.is(Order.Patrol.class)) {
            patrol(message.as(Order.Patrol.class));
        } else if (message.is(Order.Fight.class)) {
            fight(message.as(Order.Fight.class));
        } else if (message.is(Assign.class)) {
            return assign(message.as(Assign.class));
        }
        return null;
    }

    @Override
    public Handoff beginHandoff() {
        return hero == null ? Handoff.restart() : Handoff.resume(hero);
    }

    @Override
    public void endHandoff(WorkerState state) {
        hero = state.as(Hero.class);
    }

    /** Two lives were one too many. What both have been through stays. */
    @Override
    public void resolveConflict(WorkerState state) {
        Hero other = state.as(Hero.class);
        Hero mine = hero;
        // the other one's last word must not silence this life, which is the only one now
        absorbedToken = board.find(other.id()).map(HeroRecord::token).orElse(0L);
        become(mine == null ? other : HeroRules.merged(mine, other));
        String sentence = other.name() + " lived on both sides of the split; merged in " + context.node()
                + ", no wound and no fight lost";
        log.info(sentence);
        board.tell(new News("conflict", sentence));
    }

    @Override
    public void onStop(StopReason reason) {
        roster.remove(heroId(), this);
    }

    /**
     * Says that the hero lives here now; what it is comes from the life before, or from what this node knows, if need
     * be later: right after a start the node may not know it yet.
     */
    private void recall(int looks) {
        if (hero != null) {
            become(hero);
            return;
        }
        Hero known = known(looks);
        if (board.fallen(heroId()).isPresent()) {
            context.stop();
        } else if (known != null) {
            become(known);
        } else if (looks < MAX_LOOKS) {
            context.later(LOOK_AGAIN, new Recall(looks + 1));
        } else {
            context.stop();
        }
    }

    /**
     * Returns what is known of the hero: what is written, or for one who was born a moment ago, or of whom nobody knows
     * better in the end, what the hero was at birth.
     */
    private @Nullable Hero known(int looks) {
        Optional<HeroRecord> written = board.find(heroId());
        if (written.isPresent()) {
            return written.get().hero();
        }
        Hero newborn = context.args().as(Hero.class);
        boolean isNew = newborn != null && clock.millis() - newborn.assignment().atMillis() < YOUTH.toMillis();
        return isNew || looks >= MAX_LOOKS ? newborn : null;
    }

    private void patrol(Order.Patrol order) {
        Hero now = hero;
        if (now != null && now.location().equals(order.location())) {
            become(HeroRules.onPatrol(now, order.spot()));
            log.info("{} patrols in {}", now.name(), now.location());
        }
    }

    private void fight(Order.Fight order) {
        Hero now = hero;
        if (now == null || !now.patrolling() || !now.location().equals(order.location())) {
            return;
        }
        Hero after = HeroRules.fought(now, order.damage(), context.token());
        if (after.isAlive()) {
            become(after);
            log.info("{} fought in {}, health {}", after.name(), after.location(), after.health());
        } else {
            hero = null;
            roster.remove(after.id(), this);
            settle(board.bury(after, "has fallen in " + after.location() + " after " + after.fightCount() + " fights"));
            log.info("{} was lost in {}", after.name(), after.location());
            context.stop();
        }
    }

    private Reply assign(Assign order) {
        if (hero == null) {
            recall(0);
        }
        Hero now = hero;
        if (now == null) {
            return new Reply(null);
        }
        if (now.assignment().equals(order.assignment())) {
            // the answer to this order got lost; it rests once only
            return new Reply(record(now));
        }
        Hero after = HeroRules.assigned(now, order.assignment());
        become(after);
        log.info("{} is assigned to {}, health {}", after.name(), after.location(), after.health());
        return new Reply(record(after));
    }

    private void become(Hero now) {
        if (board.fallen(now.id()).isPresent()) {
            hero = null;
            roster.remove(now.id(), this);
            context.stop();
            return;
        }
        hero = now;
        roster.put(now, this);
        long written = board.find(now.id()).map(HeroRecord::token).orElse(0L);
        if (written <= Math.max(context.token(), absorbedToken)) {
            settle(board.write(record(now)));
        } else {
            log.info("{} lives elsewhere by a later token, so this life keeps silent", now.name());
        }
    }

    /** Waits until the node shows what was written, so that nothing is said to be done before. */
    private static void settle(CompletableFuture<Void> write) {
        write.completeOnTimeout(null, WRITE_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionally(logged -> null)
                .join();
    }

    private HeroRecord record(Hero now) {
        return new HeroRecord(now, context.node().name(), context.token());
    }

    private String heroId() {
        return context.name().substring(HeroBoard.HERO.length());
    }
}

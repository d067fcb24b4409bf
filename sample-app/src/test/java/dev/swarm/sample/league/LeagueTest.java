package dev.swarm.sample.league;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.swarm.Swarm;
import dev.swarm.api.NodeId;
import dev.swarm.api.event.EntityUpdated;
import dev.swarm.api.registry.Handoff;
import dev.swarm.sample.hero.Assignment;
import dev.swarm.sample.hero.Hero;
import dev.swarm.sample.hero.HeroRules;
import dev.swarm.sample.hero.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Heroes as workers, on one node that is called gotham. */
class LeagueTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    private final Swarm swarm = Swarm.builder().enabled(false).name("gotham").build();
    private final OneNodeRegistry registry = new OneNodeRegistry("gotham");
    private final HeroBoard board = new HeroBoard(swarm.overlay());
    private final Roster roster = new Roster();
    private League league;
    private long nowMillis = 1_777_888_999_000L;

    @BeforeEach
    void start() {
        swarm.start();
        InstantSource clock = () -> Instant.ofEpochMilli(nowMillis++);
        registry.addType(League.TYPE, context -> new HeroWorker(context, board, roster, clock));
        league = new League(registry, swarm.topology(), board, clock, new SplittableRandom(4));
    }

    @AfterEach
    void stop() {
        registry.close();
        swarm.close();
    }

    @Test
    void boardIsEmptyAtFirst() {
        assertThat(board.heroes()).isEmpty();
        assertThat(roster.heroes()).isEmpty();
    }

    @Test
    void createdHeroIsShownAtOnceAndHasAWorker() {
        HeroRecord created = league.create().join();

        assertThat(board.heroes()).extracting(known -> known.hero().id()).containsExactly(id(created));
        assertThat(created.hero().health()).isEqualTo(100);
        assertThat(registry.whereis(HeroBoard.nameOf(id(created)))).isPresent();
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(roster.find(id(created))).contains(created.hero()));
    }

    @Test
    void assignmentAnswersTheHeroWithItsNewLocationAndHintsAtTheNode() {
        String id = id(created());

        HeroRecord assigned = league.assign(id, "gotham").join();

        assertThat(assigned.hero().location()).isEqualTo("gotham");
        assertThat(assigned.token()).isPositive();
        assertThat(registry.hintOf(HeroBoard.nameOf(id))).contains("gotham");
        assertThat(league.assign(id, "home").join().hero().location()).isEqualTo("home");
        assertThat(registry.hintOf(HeroBoard.nameOf(id))).contains("null");
    }

    @Test
    void assignmentThatArrivesTwiceRestsOnce() {
        String id = patrolling();
        for (int fight = 0; fight < 4; fight++) {
            registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 15))
                    .join();
        }
        Assign order = new Assign(new Assignment("home", nowMillis));

        for (int time = 0; time < 2; time++) {
            Reply reply = registry.ask(HeroBoard.nameOf(id), order, Reply.class).join();
            assertThat(reply.record())
                    .isNotNull()
                    .extracting(answered -> answered.hero().health())
                    .isEqualTo(60);
        }
    }

    @Test
    void assignmentWaitsForAHeroThatIsComingRound() {
        HeroRecord created = created();
        HeroRecord known = board.find(id(created)).orElseThrow();
        swarm.overlay().removeEntity(HeroBoard.HERO + id(created)).join();
        nowMillis += 60_000;
        registry.lose(HeroBoard.nameOf(id(created)));
        assertThatThrownBy(() -> league.assign(id(created), "gotham").join()).hasMessageContaining("There is no hero");
        board.write(known).join();

        assertThat(league.assign(id(created), "gotham").join().hero().location())
                .isEqualTo("gotham");
    }

    @Test
    void assignmentToACityThatIsNotThereIsRefusedAndChangesNothing() {
        String id = id(created());

        assertThatThrownBy(() -> league.assign(id, "metropolis").join())
                .hasCauseInstanceOf(LeagueException.class)
                .hasMessageContaining("metropolis cannot be reached from here");
        assertThatThrownBy(() -> league.assign(id, "smallville").join())
                .hasMessageContaining("There is no city of the name smallville");
        assertThat(board.find(id).orElseThrow().hero().location()).isEqualTo("home");
    }

    @Test
    void deadHeroIsNotAssignedAndItIsSaidWhy() {
        HeroRecord created = created();
        league.terminate(id(created)).join();

        assertThatThrownBy(() -> league.assign(id(created), "gotham").join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        LeagueException.class,
                        refusal -> assertThat(refusal.kind()).isEqualTo(LeagueException.Kind.GONE))
                .hasMessage(created.hero().name() + " has been terminated and cannot be assigned any more");
        assertThat(board.heroes()).isEmpty();
    }

    @Test
    void terminatedHeroLeavesNothingBehind() {
        String id = id(created());

        league.terminate(id).join();

        assertThat(board.find(id)).isEmpty();
        assertThat(registry.whereis(HeroBoard.nameOf(id))).isEmpty();
        assertThat(roster.heroes()).isEmpty();
        assertThat(board.fallen(id)).isPresent();
    }

    @Test
    void fightToTheEndLeavesNothingBehind() {
        String id = patrolling();
        for (int fight = 0; fight < 6; fight++) {
            registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 15))
                    .join();
        }
        assertThat(board.find(id).orElseThrow().hero().health()).isEqualTo(10);

        registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 15)).join();

        await().atMost(LONG).until(() -> board.find(id).isEmpty());
        assertThat(registry.whereis(HeroBoard.nameOf(id))).isEmpty();
        assertThat(board.fallen(id).orElseThrow().cause()).isEqualTo("has fallen in gotham after 7 fights");
    }

    @Test
    void whatAStaleLifeWritesOfADeadHeroIsClearedAway() {
        HeroRecord created = created();
        league.terminate(id(created)).join();
        board.write(created).join();
        Graveyard graveyard = new Graveyard(board, registry);

        swarm.overlay()
                .entity(HeroBoard.nameOf(id(created)))
                .ifPresent(entity ->
                        graveyard.onUpdate(new EntityUpdated(entity, NodeId.of("capitol"), Instant.ofEpochMilli(0))));

        await().atMost(LONG).until(() -> board.find(id(created)).isEmpty());
    }

    @Test
    void stateGoesAlongWhenAHeroMoves() {
        String id = patrolling();
        registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 9)).join();
        Hero before = board.find(id).orElseThrow().hero();

        Handoff handoff = registry.move(HeroBoard.nameOf(id));

        assertThat(handoff).isInstanceOf(Handoff.Resume.class);
        await().atMost(LONG).untilAsserted(() -> assertThat(roster.find(id)).contains(before));
        assertThat(before.health()).isEqualTo(91);
        assertThat(before.patrolling()).isTrue();
        assertThat(before.fightCount()).isOne();
    }

    @Test
    void stateIsFoundAgainWhenANodeIsGone() {
        String id = patrolling();
        registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 9)).join();
        HeroRecord before = board.find(id).orElseThrow();

        registry.lose(HeroBoard.nameOf(id));

        await().atMost(LONG).until(() -> board.find(id).orElseThrow().token() > before.token());
        assertThat(board.find(id).orElseThrow().hero()).isEqualTo(before.hero());
        assertThat(roster.find(id)).contains(before.hero());
    }

    @Test
    void heroThatTheNodeDoesNotKnowYetWaitsForItsState() {
        HeroRecord created = created();
        HeroRecord wounded =
                new HeroRecord(HeroRules.fought(created.hero(), 15, created.token()), "capitol", created.token());
        String name = HeroBoard.nameOf(id(created));
        swarm.overlay().removeEntity(HeroBoard.HERO + id(created)).join();
        nowMillis += 60_000;
        registry.lose(name);
        Assign order = new Assign(new Assignment("gotham", nowMillis));
        assertThat(registry.ask(name, order, Reply.class).join().record())
                .as("nothing is made up")
                .isNull();

        board.write(wounded).join();

        await().atMost(LONG)
                .untilAsserted(() -> assertThat(roster.find(id(created)))
                        .get()
                        .extracting(Hero::health)
                        .isEqualTo(85));
    }

    @Test
    void lifeWithALowerTokenKeepsSilent() {
        String id = patrolling();
        Hero elsewhere =
                HeroRules.assigned(board.find(id).orElseThrow().hero(), new Assignment("capitol", nowMillis + 1000));
        board.write(new HeroRecord(elsewhere, "capitol", Long.MAX_VALUE)).join();

        registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 9)).join();

        assertThat(board.find(id).orElseThrow().hero()).isEqualTo(elsewhere);
    }

    @Test
    void twoLivesBecomeOneWithTheWoundsAndFightsOfBoth() {
        String id = patrolling();
        Hero base = board.find(id).orElseThrow().hero();
        Hero other = HeroRules.fought(HeroRules.fought(base, 15, 77), 15, 77);
        registry.tell(HeroBoard.nameOf(id), new Order.Fight(id, "gotham", 5)).join();
        board.write(new HeroRecord(other, "capitol", Long.MAX_VALUE - 1)).join();

        registry.conflict(HeroBoard.nameOf(id), other);

        Hero merged = board.find(id).orElseThrow().hero();
        assertThat(merged.health()).isEqualTo(70);
        assertThat(merged.fightCount()).isEqualTo(3);
        // told without waiting for it
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(swarm.overlay().entities())
                        .filteredOn(entity -> entity.id().startsWith(HeroBoard.NEWS))
                        .hasSize(1));
    }

    @Test
    void heroOfAnotherCityDoesNotObeyThisOne() {
        String id = patrolling();
        List<Order> foreign = List.of(
                new Order.Fight(id, "capitol", 9),
                new Order.Patrol(
                        id, "capitol", board.find(id).orElseThrow().hero().spot()));

        foreign.forEach(order -> registry.tell(HeroBoard.nameOf(id), order).join());

        assertThat(roster.find(id)).get().extracting(Hero::health).isEqualTo(100);
    }

    /** Returns a hero whose worker has said its first word. */
    private HeroRecord created() {
        HeroRecord created = league.create().join();
        await().atMost(LONG).until(() -> board.find(id(created)).orElseThrow().token() > 0);
        return created;
    }

    private String patrolling() {
        String id = id(created());
        Hero assigned = league.assign(id, "gotham").join().hero();
        registry.tell(HeroBoard.nameOf(id), new Order.Patrol(id, "gotham", assigned.spot()))
                .join();
        return id;
    }

    private static String id(HeroRecord known) {
        return known.hero().id();
    }
}

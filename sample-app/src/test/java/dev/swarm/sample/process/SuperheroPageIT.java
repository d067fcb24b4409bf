package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The demonstration as a visitor sees it: a real browser, and four nodes as four processes. All tests share them;
 * before each of them everybody is there and no hero is. The order only saves a start.
 */
@TestMethodOrder(OrderAnnotation.class)
class SuperheroPageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A split is noticed a little sooner than usual. */
    private static final String SOON = "--swarm.membership.suspicion-max-multiplier=2";

    private static final String[] NAMES = {"dispatch", "gotham", "metropolis", "capitol"};

    private static final TestCluster CLUSTER = TestCluster.of(SuperheroPageIT.class);
    private static final Map<String, SampleNode> NODES = new LinkedHashMap<>();

    private final Browser browser = new Browser();

    @BeforeAll
    static void needsChromium() {
        Browser.assumePossible();
    }

    @BeforeEach
    void start() {
        List<String> gone = Stream.of(NAMES).filter(name -> !isAlive(name)).toList();
        gone.forEach(name -> NODES.put(name, CLUSTER.start(name, SOON)));
        gone.forEach(name -> node(name).awaitStarted());
        TestCluster.awaitHealthy(NODES.values(), PATIENCE, NAMES);
        HeroClient heroes = new HeroClient(node("dispatch"));
        // often enough to see patrols, and never a fight: nobody may fall while the test looks on
        heroes.tempo(400, 3_600_000);
        heroes.terminateAll();
    }

    private static boolean isAlive(String name) {
        return NODES.containsKey(name) && node(name).program().isAlive();
    }

    private static SampleNode node(String name) {
        return Objects.requireNonNull(NODES.get(name), name);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @AfterAll
    static void stop() {
        CLUSTER.close();
    }

    @Test
    @Order(1)
    void heroesGoOnWhenTheirCityIsKilledAndItTakesPartAgain() {
        HeroPage page = open("dispatch");
        page.awaitHeroes(0);
        create(page, 5);
        String hero = page.ids().get(0);

        page.assign(hero, "gotham");
        page.awaitLivesOn(hero, "gotham");
        page.awaitPatrols(hero);
        int health = wounded(page, hero);
        assertThat(health).isBetween(60, 95);
        page.awaitHealth(hero, health);
        page.awaitPatrols(hero);
        Browser.shoot(page.page(), "1-patrol");

        node("gotham").program().kill();
        page.awaitFlash("gotham is down");
        page.awaitHappening("gotham is down");
        page.awaitLivesElsewhere(hero, "gotham");
        page.awaitHealth(hero, health);
        page.awaitPatrols(hero);
        page.awaitHappening("moved from gotham");
        Browser.shoot(page.page(), "2-gotham-killed");

        NODES.put("gotham", CLUSTER.start("gotham", SOON));
        node("gotham").awaitStarted();
        page.awaitStatus("gotham", "healthy");
        page.awaitLivesOn(hero, "gotham");
        page.awaitHealth(hero, health);
        Browser.shoot(page.page(), "3-gotham-again");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(2)
    void bothSidesOfASplitAreEditedAndBothPagesAreEqualAgain() {
        HeroPage here = open("dispatch");
        HeroPage there = open("gotham");
        create(here, 5);
        here.assign(here.ids().get(0), "metropolis");
        here.awaitLivesOn(here.ids().get(0), "metropolis");

        here.split("gotham", "metropolis");
        here.awaitStatus("gotham", "down");
        here.awaitStatus("metropolis", "down");
        there.awaitStatus("dispatch", "down");
        there.awaitStatus("capitol", "down");
        here.create();
        here.dropWaypoint(650, 420);
        there.create();
        there.create();
        there.dropWaypoint(300, 380);
        here.awaitHeroes(6);
        there.awaitHeroes(7);
        here.awaitWaypoints(1);
        there.awaitWaypoints(1);
        Browser.shoot(here.page(), "4-split-dispatch");
        Browser.shoot(there.page(), "5-split-gotham");

        here.heal();
        here.awaitStatus("gotham", "healthy");
        there.awaitStatus("dispatch", "healthy");
        here.awaitHeroes(8);
        there.awaitHeroes(8);
        here.awaitWaypoints(2);
        there.awaitWaypoints(2);
        here.awaitHappening("lived on both sides of the split");
        TestCluster.awaitThat(PATIENCE, () -> assertThat(there.world()).isEqualTo(here.world()));
        Browser.shoot(here.page(), "6-healed");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(5)
    void pageGoesOnWithAnotherNodeWithoutReload() {
        HeroPage page = open("dispatch");
        create(page, 2);
        page.page().evaluate("window.neverReloaded = true");
        page.awaitSeenBy("dispatch");

        node("dispatch").program().kill();

        page.awaitSeenBy("gotham", "metropolis", "capitol");
        page.awaitStatus("dispatch", "down");
        page.create();
        page.awaitHeroes(3);
        assertThat(page.page().evaluate("window.neverReloaded")).isEqualTo(true);
        Browser.shoot(page.page(), "7-dispatch-killed");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(3)
    void bombedCityIsEmptyAndRefillsAndTheDeadStayDead() {
        HeroPage page = open("dispatch");
        HeroPage other = open("metropolis");
        create(page, 3);
        other.awaitHeroes(3);
        String dead = page.ids().get(0);
        String alive = page.ids().get(1);
        page.terminate(dead);
        page.awaitHeroes(2);
        page.assign(alive, "gotham");
        page.awaitLivesOn(alive, "gotham");

        page.press("gotham", "bomb");
        page.awaitFlash("gotham has been destroyed");
        other.awaitFlash("gotham has been destroyed");
        page.awaitStatus("gotham", "healthy");
        page.awaitLivesOn(alive, "gotham");
        HeroPage bombed = open("gotham");
        bombed.awaitHeroes(2);
        TestCluster.awaitThat(PATIENCE, () -> assertThat(bombed.world()).isEqualTo(page.world()));
        assertThat(page.ids()).doesNotContain(dead);
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(4)
    void mapKeepsItsPaceNothingShiftsAndLittleIsTransferred() {
        HeroPage page = open("dispatch");
        page.awaitHeroes(0);
        page.page().locator("#create-ten").click();
        page.awaitHeroes(10);
        new HeroClient(node("dispatch")).create(190);
        page.awaitHeroes(200);
        assertThat(transferredBytes(page)).isLessThan(200_000);
        Shift shift = shift(page);
        assertThat(shift.sum).as("cumulative layout shift: %s", shift.what).isLessThan(0.01);
        assertThat(meanDrawMillis(page))
                .as("one frame, of which there are 60 a second")
                .isLessThan(16);
        Browser.shoot(page.page(), "8-two-hundred");
        page.page().setViewportSize(360, 800);
        assertThat(page.page().evaluate("document.documentElement.scrollWidth")).isEqualTo(360);
        assertThat(browser.complaints()).isEmpty();
    }

    private HeroPage open(String node) {
        Page page = browser.open("http://localhost:" + node(node).webPort() + "/", 1440, 980, ColorScheme.DARK);
        HeroPage opened = new HeroPage(page);
        opened.awaitSeenBy(node);
        return opened;
    }

    private static void create(HeroPage page, int count) {
        int before = page.rows().count();
        for (int i = 1; i <= count; i++) {
            page.create();
            page.awaitHeroes(before + i);
        }
    }

    /** Has a hero of gotham fight for a while, then nobody any more, and rest; returns the health that stays. */
    private int wounded(HeroPage page, String hero) {
        page.tempo(400, 400);
        page.awaitHealthBelow(hero, 75);
        page.tempo(401, 3_600_000);
        SampleNode gotham = node("gotham");
        TestCluster.awaitThat(
                PATIENCE,
                () -> assertThat(SampleNode.get(gotham.webPort(), "/nodes")).contains("\"patrolMillis\":401"));
        HeroClient there = new HeroClient(gotham);
        // a fight that was given just before stands in the worker's mailbox before the second patrol from now
        there.awaitAnotherPatrol(hero);
        there.awaitAnotherPatrol(hero);
        return page.assignedHealth(hero, "gotham");
    }

    private static int transferredBytes(HeroPage page) {
        Object bytes = page.page()
                .evaluate("() => [...performance.getEntriesByType('navigation'),"
                        + " ...performance.getEntriesByType('resource').filter(e => !e.name.includes('/api/'))]"
                        + ".reduce((sum, e) => sum + e.transferSize, 0)");
        return ((Number) bytes).intValue();
    }

    /** Returns what jumped without a visitor's doing, how far in sum, and what it was. */
    private static Shift shift(HeroPage page) {
        List<?> shifts = (List<?>) page.page()
                .evaluate("() => new Promise(done => { const all = [];"
                        + " new PerformanceObserver(list => all.push(...list.getEntries()"
                        + ".filter(e => !e.hadRecentInput).map(e => [e.value, `${Math.round(e.startTime)} ms: `"
                        + " + e.sources.map(s => `${s.node?.parentElement?.id} ${s.node?.nodeName}"
                        + " ${s.previousRect.y}-${s.currentRect.y}`).join()])))"
                        + ".observe({type: 'layout-shift', buffered: true});"
                        + " setTimeout(() => done(all), 1000); })");
        double sum = shifts.stream()
                .mapToDouble(each -> ((Number) ((List<?>) each).get(0)).doubleValue())
                .sum();
        return new Shift(sum, shifts.toString());
    }

    private record Shift(double sum, String what) {}

    /** Draws a hundred frames, and tells how long one took, whatever else the machine has to do between them. */
    private static double meanDrawMillis(HeroPage page) {
        Object millis = page.page()
                .evaluate("() => { const map = superheroes.map; const begin = performance.now();"
                        + " for (let i = 0; i < 100; i++) { map.draw(begin + i * 16, 0.016); }"
                        + " return (performance.now() - begin) / 100; }");
        return ((Number) millis).doubleValue();
    }
}

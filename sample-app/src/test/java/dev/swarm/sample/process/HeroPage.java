package dev.swarm.sample.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasCountOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.HasTextOptions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;

/** The page as a visitor uses it: what is clicked, and what is there to be seen. */
final class HeroPage {

    private static final double PATIENCE_MILLIS = Duration.ofSeconds(45).toMillis();

    private final Page page;

    HeroPage(Page page) {
        this.page = page;
    }

    Page page() {
        return page;
    }

    void create() {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create superhero"))
                .click();
    }

    Locator rows() {
        return page.locator("#hero-rows tr");
    }

    void awaitHeroes(int count) {
        assertThat(rows()).hasCount(count, new HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Returns the ids of all heroes, in the order of the table. */
    List<String> ids() {
        return rows().all().stream().map(row -> row.getAttribute("data-id")).toList();
    }

    Locator hero(String id) {
        return page.locator("#hero-rows tr[data-id='" + id + "']");
    }

    String name(String id) {
        return field(id, "name").innerText();
    }

    int number(String id, String field) {
        return Integer.parseInt(field(id, field).innerText());
    }

    Locator field(String id, String field) {
        return hero(id).locator("[data-field=" + field + "]");
    }

    void assign(String id, String location) {
        field(id, "location").selectOption(location);
    }

    /** Assigns a hero as the page's script does; returns the health that the worker answers. */
    int assignedHealth(String id, String location) {
        return ((Number) page.evaluate(
                        "([id, location]) => fetch(`${superheroes.stream.base}/api/heroes/${id}/location`, {"
                                + "method: 'PUT',"
                                + " headers: {'Content-Type': 'application/json'}, body: JSON.stringify({location})})"
                                + ".then(answer => answer.json()).then(hero => hero.health)",
                        List.of(id, location)))
                .intValue();
    }

    void awaitHealth(String id, int health) {
        assertThat(field(id, "health")).hasText(Integer.toString(health), within());
    }

    void awaitHealthBelow(String id, int health) {
        page.waitForFunction(
                "([id, health]) => superheroes.map.heroes.get(id)?.health < health",
                List.of(id, health),
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Turns the tempo of all cities. */
    void tempo(int patrolMillis, int fightMillis) {
        page.evaluate(
                "([patrolMillis, fightMillis]) => fetch(superheroes.stream.base + '/api/tempo', {method: 'PUT',"
                        + " headers: {'Content-Type': 'application/json'},"
                        + " body: JSON.stringify({patrolMillis, fightMillis})})",
                List.of(patrolMillis, fightMillis));
    }

    void terminate(String id) {
        hero(id).locator("[data-act=terminate]").click();
    }

    /** Waits until a hero's worker lives on a node. */
    void awaitLivesOn(String id, String node) {
        assertThat(field(id, "node")).hasText(node, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Waits until a hero's worker does not live on a node. */
    void awaitLivesElsewhere(String id, String node) {
        assertThat(field(id, "node")).not().hasText(node, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void awaitPatrols(String id) {
        assertThat(field(id, "duty")).hasText("Patrolling", new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    Locator node(String name) {
        return page.locator(".node[data-node='" + name + "']");
    }

    void awaitStatus(String node, String status) {
        assertThat(node(node).locator("[data-field=status]"))
                .hasText(status, new HasTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Presses a button of a node. */
    void press(String node, String act) {
        node(node).locator("[data-act=" + act + "]").click();
    }

    /** Splits the network: these nodes are on the other side. */
    void split(String... far) {
        for (String node : far) {
            page.locator("#sides button", new Page.LocatorOptions().setHasText(node))
                    .click();
        }
        page.locator("#split-button").click();
        assertThat(page.locator("#split-button")).hasText("Heal", within());
    }

    void heal() {
        page.locator("#split-button").click();
        assertThat(page.locator("#split-button")).hasText("Split", within());
    }

    void awaitFlash(String text) {
        assertThat(page.locator("#flashes")).containsText(text, new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    void awaitHappening(String text) {
        assertThat(page.locator("#event-list"))
                .containsText(text, new ContainsTextOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Waits until the page shows what this node sees, whichever it was opened from. */
    void awaitSeenBy(String... nodes) {
        page.waitForFunction(
                "nodes => nodes.includes(document.body.dataset.self) && document.body.dataset.connection === 'live'",
                List.of(nodes),
                new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS));
    }

    /** Drops a waypoint on the map, 1000 by 600. */
    void dropWaypoint(int x, int y) {
        Locator map = page.locator("#map");
        double width = map.boundingBox().width;
        map.click(new Locator.ClickOptions().setPosition(x * width / 1000, y * width / 1000));
    }

    void awaitWaypoints(int count) {
        assertThat(page.locator("#waypoints li")).hasCount(count, new HasCountOptions().setTimeout(PATIENCE_MILLIS));
    }

    /**
     * Returns all that the page shows of heroes and waypoints, without what changes with the node that it looks
     * through.
     */
    String world() {
        return (String) page.evaluate("() => JSON.stringify(["
                + "[...superheroes.map.heroes.values()]"
                + ".map(h => [h.id, h.name, h.location, h.patrolling, h.health, h.node, h.tx, h.ty]).sort(),"
                + "superheroes.map.waypoints.map(w => [w.id, w.label, w.x, w.y, w.by]).sort()])");
    }

    private static HasTextOptions within() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE_MILLIS);
    }
}

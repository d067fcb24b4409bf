package dev.swarm.sample.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The Chromium that the machine has, without a window. Its pages write down what their consoles say. */
final class Browser implements AutoCloseable {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path SCREENSHOTS = Path.of("target", "screenshots");

    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    Browser() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setHeadless(true)
                        .setArgs(QUIET));
    }

    /** Ends the test without a failure if there is no Chromium, unless the environment says that there is. */
    static void assumePossible() {
        boolean possible = Files.isExecutable(CHROMIUM);
        if (Boolean.parseBoolean(System.getenv("SWARM_REQUIRE_CHROMIUM"))) {
            assertThat(possible)
                    .as("SWARM_REQUIRE_CHROMIUM is true, so " + CHROMIUM + " is there")
                    .isTrue();
        }
        assumeTrue(possible, "the page is tested in " + CHROMIUM + ", of Debian's package chromium");
    }

    /** Opens a page of a size in a context of its own. */
    Page open(String address, int width, int height, ColorScheme colours) {
        BrowserContext context = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours));
        Page page = context.newPage();
        page.onConsoleMessage(this::listen);
        page.onPageError(error -> complaints.add(page.url() + ": " + error));
        page.navigate(address);
        return page;
    }

    /** Returns what consoles said that was no mere remark, without what the test itself has broken. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** Keeps a picture of what the page shows, as output of the test. */
    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private void listen(ConsoleMessage message) {
        // the browser itself tells of connections that were lost or refused, which is what the test does to it
        boolean isBroken = message.text().contains("net::ERR_");
        if (!isBroken && (message.type().equals("error") || message.type().equals("warning"))) {
            complaints.add(message.location() + ": " + message.text());
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}

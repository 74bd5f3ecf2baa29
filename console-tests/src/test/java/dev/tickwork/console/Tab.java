package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser tab with the console in it, as a person uses it. Remembers what the browser complained about. */
final class Tab implements AutoCloseable {
    private static final String WATCH_SHIFTS = """
            window.shifts = 0;
            new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
              if (!entry.hadRecentInput) window.shifts += entry.value;
            })).observe({ type: 'layout-shift', buffered: true });
            """;

    private static final String COUNT_ELEMENTS = """
            (function count(root) {
              return [...root.querySelectorAll('*')].reduce(
                (sum, element) => sum + 1 + (element.shadowRoot ? count(element.shadowRoot) : 0), 0);
            })(document)""";

    final Page page;
    private final BrowserContext context;
    private final String url;
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    Tab(Browser browser, Browser.NewContextOptions options, String url) {
        this.context = browser.newContext(options);
        this.page = context.newPage();
        this.url = url;
        page.addInitScript(WATCH_SHIFTS);
        page.onConsoleMessage(this::note);
        page.onPageError(complaints::add);
    }

    @CanIgnoreReturnValue
    Tab open(String fragment) {
        page.navigate("about:blank");
        page.navigate(url + "/" + fragment);
        return this;
    }

    @CanIgnoreReturnValue
    Tab logIn(String key) {
        open("");
        page.getByLabel("API key").fill(key);
        page.keyboard().press("Enter");
        return atPrices();
    }

    /** Waits for the board. */
    @CanIgnoreReturnValue
    Tab atPrices() {
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Prices")))
                .isVisible();
        assertThat(row("XAUUSD")).isVisible();
        return this;
    }

    Locator row(String symbol) {
        return page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(symbol));
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** The part of the page with this heading. */
    Locator region(String name) {
        return page.getByRole(
                        AriaRole.REGION,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .first();
    }

    /** The sign that what happens is told at once. */
    Locator connection() {
        return page.getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Connection: Live"));
    }

    /** Gives the reason that a dialog asks for, and confirms. */
    void answer(String reason, String confirm) {
        page.getByLabel("Reason").fill(reason);
        button(confirm).click();
    }

    /** The price of a row as it is read, without its currency. */
    String price(String symbol) {
        return row(symbol).locator(".price > span").innerText().split("\\s")[0];
    }

    /** How much of the page moved by itself so far, as browsers measure it. */
    double layoutShift() {
        return ((Number) page.evaluate("window.shifts")).doubleValue();
    }

    /** Of how many elements the page is made, with those inside of others' shadows. */
    int elements() {
        return ((Number) page.evaluate(COUNT_ELEMENTS)).intValue();
    }

    boolean scrollsSideways() {
        return (Boolean) page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
    }

    /** What the browser complained about, but for requests that a test let fail. */
    List<String> complaints() {
        return complaints.stream()
                .filter(text -> !text.contains("Failed to load resource"))
                .toList();
    }

    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    @Override
    public void close() {
        context.close();
    }

    private void note(ConsoleMessage message) {
        if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text());
        }
    }
}

package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The pages about candles as an operator uses them, in front of a whole Tickwork whose history has a hole of each kind. The
 * last test repairs what the others look at.
 */
@ExtendWith(Chromium.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CandlesIT {
    private static final double A_WHILE_MS = 60_000;

    @RegisterExtension
    static final Tickwork tickwork = new Tickwork()
            .with("API_REQUESTS_PER_MINUTE", "10000")
            .with("API_REQUESTS_BURST", "1000")
            .with("BITFINEX_SYMBOLS", String.join(",", Holes.SYMBOLS))
            .with("BITFINEX_TIMEFRAMES", "1h")
            .with("RETENTION_1H", "14")
            .with("RATE_LIMIT_DELAY", "0.1")
            .with("SIMULATOR_CALLS_PER_MINUTE", "0")
            .with("GAP_CONFIRMATIONS", "1");

    @RegisterExtension
    static final Window window = new Window();

    private static String key;
    private static Holes holes;

    @BeforeAll
    static void begin() throws Exception {
        key = tickwork.adminKey();
        holes = new Holes(tickwork.api(key));
        holes.make();
    }

    @Test
    @Order(1)
    void a_chart_lives_and_says_of_each_hole_what_it_is() {
        try (Tab tab = desktop(ColorScheme.LIGHT, chart())) {
            Locator missing = tab.region("What is missing");

            assertThat(missing).containsText("3 still missing");
            assertThat(missing).containsText("4 exchange down");
            assertThat(missing).containsText("3 proven empty");
            assertThat(missing).containsText("not loaded");
            tab.screenshot("candles-real-light");
            Locator close = tab.page.getByLabel("Newest candle");
            assertThat(close).containsText("forming");
            String before = close.innerText();
            assertThat(close).not().hasText(before, new LocatorAssertions.HasTextOptions().setTimeout(A_WHILE_MS));
            assertThat(tab.complaints()).isEmpty();
        }
        try (Tab tab = desktop(ColorScheme.DARK, chart())) {
            assertThat(tab.region("What is missing")).containsText("not loaded");
            tab.screenshot("candles-real-dark");
        }
        try (Tab tab = window.phone(tickwork.url(), ColorScheme.LIGHT).logIn(key)) {
            tab.page.navigate(tickwork.url() + "/" + chart());
            assertThat(tab.region("What is missing")).containsText("not loaded");
            tab.screenshot("candles-real-phone");
            assertThat(tab.scrollsSideways()).isFalse();
        }
    }

    @Test
    @Order(2)
    void a_candle_leads_to_the_run_that_brought_it_and_to_what_it_said_before() {
        try (Tab tab = desktop(ColorScheme.LIGHT, chart() + "&at=" + holes.restated())) {
            Locator details = tab.page.locator("tw-candle-details");
            assertThat(details).containsText("restated");
            assertThat(details).containsText("an answer to an update");
            assertThat(details).containsText("GET /v2/candles/trade:1h:tBTCUSD/hist");
            details.getByText("Where its values until").click();
            assertThat(details).containsText("an answer to a backfill");
            tab.screenshot("candle-real");
            assertThat(tab.complaints()).isEmpty();

            details.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("candle-fetch"))
                    .first()
                    .click();

            assertThat(tab.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("candle-fetch")))
                    .isVisible();
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("Rows written");
        }
    }

    @Test
    @Order(3)
    void a_doubted_candle_is_decided() {
        try (Tab tab = desktop(ColorScheme.LIGHT, "#/candles/quarantine")) {
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("is below low");
            tab.page.getByText("Where it came from").click();
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("an answer to an update");
            tab.screenshot("quarantine-real");

            tab.button("Reject BTCUSD/1h").click();
            tab.answer("no high is below a low", "Reject it");

            assertThat(tab.button("Reject BTCUSD/1h")).hasCount(0);
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("Nothing waits");
        }
    }

    @Test
    @Order(4)
    void what_candles_are_doubted_for_is_changed() {
        try (Tab tab = desktop(ColorScheme.LIGHT, "#/candles/quarantine")) {
            Locator rules = tab.page.getByRole(
                    AriaRole.TABLE, new Page.GetByRoleOptions().setName("What candles are doubted for"));
            tab.button("Edit jump").click();
            Locator times = tab.page.getByLabel("Times");
            times.fill("1");
            tab.answer("to see", "Save");
            assertThat(times)
                    .hasAccessibleDescription(Pattern.compile("Jump measures against a number from 1.1 to 1000000.*"));
            times.fill("4.5");
            tab.button("Save").click();
            assertThat(rules).containsText("one of its prices is 4.5 times its neighbours");

            tab.button("Exception to frozen").click();
            tab.page
                    .getByLabel("Series", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("ETHUSD/1h");
            tab.page.getByLabel("Candles are doubted for it").selectOption("No");
            tab.answer("it rests for days", "Save");
            Locator exception =
                    rules.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText("ETHUSD/1h"));
            assertThat(exception).containsText("off");
            tab.screenshot("rules-real");

            tab.button("Take back frozen of ETHUSD/1h").click();
            tab.answer("it moves again", "Take it back");
            assertThat(exception).hasCount(0);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    @Order(5)
    void a_day_of_the_map_is_repaired_after_it_was_said_what_that_takes() throws Exception {
        try (Tab tab = desktop(ColorScheme.LIGHT, "#/candles/coverage?days=30")) {
            Locator day = tab.page.locator("tw-heat-map [data-symbol='BTCUSD'][data-day='" + holes.day(7) + "']");
            assertThat(day).hasAttribute("aria-label", Pattern.compile("21 of 24, 3 still missing"));
            tab.screenshot("coverage-real");
            holes.heal();

            day.click();
            tab.button("Repair 3 still missing").click();
            Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("1 request for 3 candles");
            tab.screenshot("repair-real");
            tab.answer("the exchange has them now", "Repair it");

            assertThat(dialog).isHidden();
            assertThat(tab.page.locator("tw-pieces"))
                    .containsText("Every candle that should be here is here", within());
            assertThat(day)
                    .hasAttribute(
                            "aria-label",
                            Pattern.compile("24 of 24"),
                            new LocatorAssertions.HasAttributeOptions().setTimeout(A_WHILE_MS));
            tab.screenshot("coverage-real-repaired");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private static LocatorAssertions.ContainsTextOptions within() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(A_WHILE_MS);
    }

    private static String chart() {
        return "#/candles?symbol=BTCUSD&timeframe=1h&from=" + holes.day(13) + "T00:00:00Z";
    }

    private static Tab desktop(ColorScheme scheme, String page) {
        Tab tab = window.desktop(tickwork.url(), scheme).logIn(key);
        tab.page.navigate(tickwork.url() + "/" + page);
        return tab;
    }
}

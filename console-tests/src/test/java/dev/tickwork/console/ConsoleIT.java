package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tickwork.messages.Wire;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(Chromium.class)
class ConsoleIT {
    private static final double NOTHING_MOVES = 0.02;

    @RegisterExtension
    static final Tickwork tickwork = new Tickwork();

    @RegisterExtension
    static final Window window = new Window();

    private static LivePrices prices;
    private static String key;

    @BeforeAll
    static void begin() throws Exception {
        prices = new LivePrices(tickwork.redis().url());
        key = tickwork.keyMadeWith(sessionOfTheFirstLink());
    }

    @AfterAll
    static void end() throws Exception {
        if (prices != null) {
            prices.close();
        }
    }

    @Test
    void a_key_opens_the_console_and_prices_move_by_themselves() {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            prices.open("AAMOVE", "100.00");
            tab.page.reload();
            assertThat(tab.row("AAMOVE")).containsText("100.00");

            prices.open("AAMOVE", "101.25");

            assertThat(tab.row("AAMOVE").locator(".price")).containsText("101.25");
            tab.screenshot("prices-light");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void the_fetched_prices_move_too() {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            String before = tab.price("BTCUSD");

            assertThat(tab.row("BTCUSD").locator(".price"))
                    .not()
                    .containsText(before, new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        }
    }

    @Test
    void a_wrong_key_is_refused_in_words() {
        try (Tab tab = desktop()) {
            tab.open("");
            tab.page.getByLabel("API key").fill("tw_wrong_key");
            tab.page.keyboard().press("Enter");

            assertThat(tab.page.getByRole(AriaRole.ALERT)).containsText("not valid");
            tab.screenshot("login-wrong-key");
        }
    }

    @Test
    void a_used_link_is_refused_in_words_and_leaves_no_trace_in_the_address() throws Exception {
        try (Tab tab = desktop()) {
            tab.open(tickwork.adminLink().substring(tickwork.adminLink().indexOf('#')));

            assertThat(tab.page.getByRole(AriaRole.ALERT)).containsText("used up");
            assertThat(tab.page.url()).doesNotContain("login");
        }
    }

    @Test
    void a_tab_stays_logged_in_over_a_reload_and_not_after_logging_out() {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            tab.page.reload();
            tab.atPrices();

            tab.page.getByRole(AriaRole.BUTTON, named("Log out")).click();

            assertThat(tab.page.getByLabel("API key")).isVisible();
            tab.page.reload();
            assertThat(tab.page.getByLabel("API key")).isVisible();
        }
    }

    @Test
    void stale_and_closed_are_marked_and_the_simulated_world_says_so() {
        prices.stale("AASTALE");
        prices.closed("AACLOSED", Duration.ofHours(5));
        try (Tab tab = desktop()) {
            tab.logIn(key);

            assertThat(tab.row("AASTALE")).containsText("stale");
            assertThat(tab.row("AACLOSED")).containsText("closed");
            assertThat(tab.row("AACLOSED")).containsText("opens in 4 h 59 min");
            assertThat(tab.row("AACLOSED")).not().containsText("stale");
            assertThat(tab.row("AACLOSED")).containsText("simulated");
            assertThat(tab.page.getByRole(AriaRole.NOTE)).containsText("Simulated world");
            tab.page.keyboard().press("t");
            tab.screenshot("marks-dark");
        }
    }

    @Test
    void the_system_page_tells_how_every_part_and_the_price_job_are() {
        try (Tab tab = desktop()) {
            tab.logIn(key);

            tab.page.getByRole(AriaRole.LINK, named("System")).click();

            Locator nodes = tab.page.getByRole(AriaRole.REGION, named("Nodes"));
            assertThat(nodes).containsText("postgres");
            assertThat(nodes).containsText("redis");
            assertThat(tab.page.getByRole(AriaRole.REGION, named("Jobs"))).containsText("PriceFetcherJob");
            tab.screenshot("system-light");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void everything_can_be_reached_by_keyboard() {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            Page page = tab.page;

            page.keyboard().press("/");
            page.keyboard().type("gold");
            assertThat(tab.row("XAUUSD")).isVisible();
            assertThat(tab.row("EURUSD")).isHidden();
            page.keyboard().press("Escape");
            assertThat(tab.row("EURUSD")).isVisible();

            page.keyboard().press("?");
            assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
            page.keyboard().press("Escape");
            assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();

            page.keyboard().press("6");
            assertThat(page.getByRole(AriaRole.HEADING, named("System"))).isVisible();
            page.keyboard().press("1");
            assertThat(page.getByRole(AriaRole.HEADING, named("Prices"))).isVisible();
        }
    }

    @Test
    void the_first_stop_of_the_tab_key_leads_past_the_header() {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            tab.page.reload();
            tab.atPrices();

            tab.page.keyboard().press("Tab");

            Locator skip = tab.page.getByText("Skip to the content");
            assertThat(skip).isFocused();
            assertThat(skip).isInViewport();
        }
    }

    @Test
    void every_control_has_a_name_and_every_picture_a_text() {
        try (Tab tab = desktop()) {
            tab.logIn(key);

            for (AriaRole role : List.of(AriaRole.BUTTON, AriaRole.LINK, AriaRole.SEARCHBOX, AriaRole.TABLE)) {
                assertThat(tab.page.getByRole(role).all())
                        .as(role.name())
                        .isNotEmpty()
                        .allSatisfy(control ->
                                assertThat(Accessibility.nameOf(control)).isNotBlank());
            }
            assertThat(tab.page.locator("img:not([alt])").all()).isEmpty();
            assertThat(tab.page.locator("html")).hasAttribute("lang", "en");
            assertThat(tab.page.getByRole(AriaRole.MAIN).all()).hasSize(1);
            assertThat(tab.page.getByRole(AriaRole.COLUMNHEADER).all()).hasSize(7);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void texts_stand_out_from_what_is_behind_them(ColorScheme scheme) {
        prices.stale("AASTALE");
        try (Tab tab = window.desktop(tickwork.url(), scheme)) {
            tab.logIn(key);
            assertThat(tab.row("AASTALE")).containsText("stale");

            assertThat(Accessibility.faintTexts(tab.page)).isEmpty();
        }
    }

    @Test
    void nothing_moves_while_prices_arrive() {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            tab.page.reload();
            tab.atPrices();
            String before = tab.price("BTCUSD");
            assertThat(tab.row("BTCUSD").locator(".price"))
                    .not()
                    .containsText(before, new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));

            assertThat(tab.layoutShift()).isLessThan(NOTHING_MOVES);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void a_phone_shows_everything_without_scrolling_sideways(ColorScheme scheme) {
        prices.closed("AACLOSED", Duration.ofDays(2));
        try (Tab tab = window.phone(tickwork.url(), scheme)) {
            tab.logIn(key);
            assertThat(tab.row("AACLOSED")).containsText("opens");

            assertThat(tab.scrollsSideways()).isFalse();
            tab.screenshot("phone-" + scheme.name().toLowerCase(Locale.ROOT));
            tab.open("#/system");
            assertThat(tab.page.getByRole(AriaRole.HEADING, named("System"))).isVisible();
            assertThat(tab.scrollsSideways()).isFalse();
        }
    }

    @Test
    void the_description_of_the_api_loads_and_takes_a_key() {
        try (Tab tab = desktop()) {
            tab.page.navigate(tickwork.url() + "/docs");

            assertThat(tab.page.getByText("/api/v1/prices/{symbol}/history").first())
                    .isVisible();
            tab.page.getByRole(AriaRole.BUTTON, named("Authorize")).first().click();
            assertThat(tab.page.locator(".auth-container input").first()).isVisible();
            tab.screenshot("docs");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_lost_connection_is_told_and_comes_back_by_itself() throws Exception {
        try (Tab tab = desktop()) {
            tab.logIn(key);
            Locator notice = tab.page.getByText("Connection lost.");

            tickwork.stop();

            assertThat(notice).isVisible();
            tab.screenshot("connection-lost");
            tickwork.start();
            assertThat(notice).isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(60_000));
            prices.open("XAUUSD", "4321.99");
            assertThat(tab.page.getByRole(AriaRole.STATUS, named("Connection: Live")))
                    .isVisible();
            String before = tab.price("BTCUSD");
            assertThat(tab.row("BTCUSD").locator(".price"))
                    .not()
                    .containsText(before, new LocatorAssertions.ContainsTextOptions().setTimeout(60_000));
        }
    }

    @Test
    void a_revoked_key_ends_the_session_and_says_so() throws Exception {
        try (Tab tab = desktop()) {
            Api api = tickwork.api(key);
            String doomed =
                    api.post("/api/v1/keys", "{\"name\":\"doomed\",\"subject\":\"doomed\",\"role\":\"viewer\"}");
            tab.logIn(Wire.tree(doomed).path("key").asText());

            String revoked =
                    api.delete("/api/v1/keys/" + Wire.tree(doomed).path("id").asText());
            assertThat(revoked).contains("revoked_at");

            assertThat(tab.page.getByRole(AriaRole.ALERT)).containsText("Your session has ended.");
        }
    }

    /** Also shows that the link logs in: only the browser is given it. */
    private static String sessionOfTheFirstLink() throws Exception {
        try (Tab tab = desktop()) {
            tab.page.navigate(tickwork.adminLink());
            tab.atPrices();
            assertThat(tab.page.url()).doesNotContain("login");
            Object session = tab.page.evaluate("sessionStorage.getItem('tickwork.session')");
            return Wire.tree((String) session).path("token").asText();
        }
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }

    private static Tab desktop() {
        return window.desktop(tickwork.url());
    }
}

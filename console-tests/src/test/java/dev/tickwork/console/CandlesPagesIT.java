package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tickwork.console.PretendGateway.Asked;
import io.vertx.core.http.HttpMethod;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about candles, in front of a gateway that has a hole of each kind. */
@ExtendWith(Chromium.class)
class CandlesPagesIT {
    private static final double NOTHING_MOVES = 0.02;

    /** Candles are drawn on whole pixels, volumes are not. */
    private static final double HALF_A_PIXEL = 0.5;

    private static final String CHART = "#/candles?symbol=BTCUSD&timeframe=1h";
    private static final String CANDLES = "/api/v1/candles/BTCUSD/1h";
    /** How many pixels lie between the middles of each candle that is drawn and of its volume. */
    private static final String HOW_FAR_APART = """
            async () => {
              const { getInstanceByDom } = await import('echarts');
              const inShadows = (root, name) => [...root.querySelectorAll('*')].reduce((found, element) =>
                found ?? (element.localName === name ? element : element.shadowRoot && inShadows(element.shadowRoot, name)), null);
              const place = inShadows(document, 'tw-candle-chart').shadowRoot.querySelector('.canvas');
              const drawn = getInstanceByDom(place).getZr().storage.getDisplayList(true).map((one) => {
                const box = one.getBoundingRect();
                return { type: one.type, middle: box.x + box.width / 2 };
              });
              const middles = (type) => drawn.filter((one) => one.type === type).map(({ middle }) => middle);
              const volumes = middles('rect');
              return middles('normalCandlestickBox').map((candle) =>
                Math.min(...volumes.map((volume) => Math.abs(volume - candle))));
            }""";

    private static final List<String> PAGES =
            List.of(CHART, "#/candles/coverage", "#/candles/gaps", "#/candles/backfill", "#/candles/quarantine");

    private static final String HEARS_WHAT_IS_SAID = """
            chart => {
                window.said = [];
                new MutationObserver(() => said.push(chart.textContent))
                    .observe(chart.getRootNode(), { childList: true, characterData: true, subtree: true });
            }
            """;

    @RegisterExtension
    static final Window window = new Window();

    @RegisterExtension
    final PretendGateway gateway = new PretendGateway();

    @Test
    void a_chart_says_of_each_hole_what_it_is() {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            Locator missing = tab.region("What is missing");

            assertThat(missing).containsText("38 candles in 5 stretches");
            assertThat(missing).containsText("3 still missing");
            assertThat(missing).containsText("bitfinex answered 500");
            assertThat(missing).containsText("1 in quarantine");
            assertThat(missing).containsText("1 candle waits in the quarantine: jump");
            assertThat(missing).containsText("6 exchange down");
            assertThat(missing).containsText("4 proven empty");
            assertThat(missing).containsText("confirmed 3 times");
            assertThat(missing).containsText("24 not loaded");
            tab.screenshot("candles");
            assertThat(tab.complaints()).isEmpty();
            assertThat(tab.layoutShift()).isLessThan(NOTHING_MOVES);
        }
    }

    @Test
    void volumes_stand_exactly_below_their_candles() {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();

            Object apart = tab.page.evaluate(HOW_FAR_APART);

            assertThat((List<?>) apart).hasSizeGreaterThan(100).allSatisfy(pixels -> assertThat(
                            ((Number) pixels).doubleValue())
                    .isLessThanOrEqualTo(HALF_A_PIXEL));
        }
    }

    @Test
    void the_forming_candle_moves_by_itself() {
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            assertThat(chart(tab)).isVisible();

            gateway.closesAt("66123.4");

            Locator newest = tab.page.getByLabel("Newest candle");
            assertThat(newest).containsText("66123.4");
            assertThat(newest).containsText("forming");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_live_candle_that_comes_first_leaves_the_sight_as_wide_as_ever() {
        gateway.refuse(CANDLES, 503, "no_answer_in_time", "candle-ingest did not answer in time");
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            gateway.closesAt("66123.4");
            gateway.answerAgain(CANDLES);
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            chart(tab).focus();

            tab.page.keyboard().press("ArrowLeft");

            assertThat(tab.page).hasURL(Pattern.compile(".*from=.*&to=.*"));
            assertThat(lengthOf(tab.page.url())).isGreaterThan(Duration.ofHours(100));
        }
    }

    @Test
    void a_candle_says_where_it_came_from_and_the_address_leads_there() {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            chart(tab).focus();
            tab.page.keyboard().press("Enter");
            assertThat(details(tab)).containsText("heard from the stream");

            tab.button("Candle before").click();

            assertThat(details(tab)).containsText("an answer to a backfill");
            assertThat(details(tab)).containsText("tickwork-1");
            assertThat(details(tab)).containsText("GET /v2/candles/trade:1h:tBTCUSD/hist");
            assertThat(details(tab).getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("candle-fetch")))
                    .hasAttribute("href", "#/jobs/" + PretendOrigins.RUN);
            String hour = gateway.candles().openOf(1).substring(0, "2026-03-02T12".length());
            assertThat(tab.page).hasURL(Pattern.compile(".*&at=" + hour + ".*"));
            assertThat(tab.complaints()).isEmpty();
            try (Tab other = window.desktop(gateway.url())) {
                other.open(tab.page.url().substring(tab.page.url().indexOf('#')));
                assertThat(details(other)).containsText("an answer to a backfill");
                other.button("Close the candle").click();
                assertThat(details(other)).hasCount(0);
            }
        }
    }

    @Test
    void a_click_on_a_candle_chooses_it() {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();

            chart(tab).click(new Locator.ClickOptions().setPosition(400, 120));

            assertThat(details(tab)).containsText("Where it came from");
            assertThat(details(tab)).containsText("an answer to a backfill");
            assertThat(tab.layoutShift()).isLessThan(NOTHING_MOVES);
        }
    }

    @Test
    void a_restated_candle_says_so_and_what_it_said_before() {
        String before = gateway.candles().liveOf(12).getString("close");
        gateway.candles().restate(12, "67790.4");
        try (Tab tab = at(CHART + "&at=" + gateway.candles().openOf(12))) {
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".*, 1 restated"));
            assertThat(details(tab)).containsText("restated");
            assertThat(details(tab)).containsText("67790.4");
            assertThat(details(tab)).containsText(before);
            assertThat(details(tab)).containsText("no longer remembered");

            details(tab).getByText("Where its values until").click();

            assertThat(details(tab)).containsText("an answer to a backfill");
            tab.screenshot("candles-restated");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_candle_that_is_restated_meanwhile_is_marked() {
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 500 loaded$"));

            gateway.restates(12, "67790.4");

            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 500 loaded, 1 restated$"));
        }
    }

    @Test
    void one_that_is_restated_further_back_than_the_chart_goes_leaves_it_as_it_is() {
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 500 loaded$"));

            gateway.restates(900, "67790.4");
            gateway.closesAt("66123.4");

            assertThat(tab.page.getByLabel("Newest candle")).containsText("66123.4");
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 500 loaded$"));
        }
    }

    @Test
    void one_that_is_restated_before_the_chart_is_there_leaves_it_as_it_is() {
        gateway.refuse(CANDLES, 503, "no_answer_in_time", "candle-ingest did not answer in time");
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            gateway.restates(900, "67790.4");
            gateway.closesAt("66123.4");

            gateway.answerAgain(CANDLES);

            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 500 loaded$"));
            assertThat(tab.page.getByLabel("Newest candle")).containsText("66123.4");
        }
    }

    @Test
    void what_is_told_live_is_traced_once_it_is_stored() {
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            gateway.closesAt("66123.4");
            assertThat(tab.page.getByLabel("Newest candle")).containsText("66123.4");

            chart(tab).focus();
            tab.page.keyboard().press("Enter");

            assertThat(details(tab)).containsText("66123.4");
            assertThat(details(tab)).containsText("heard from the stream");
        }
    }

    @Test
    void what_was_before_is_loaded_when_the_reader_comes_there() {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 500 loaded"));
            assertThat(chart(tab).locator("canvas").first()).isVisible();

            chart(tab).focus();
            tab.page.keyboard().press("Home");

            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 1000 loaded|.* 1,000 loaded"));
            tab.page.keyboard().press("Home");
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 1,162 loaded"));
            assertThat(tab.region("Chart")).containsText("from the first");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void what_comes_late_appears_among_what_was_loaded_and_nothing_else_changes() {
        gateway.candles().withhold(700, 710);
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            chart(tab).focus();
            tab.page.keyboard().press("Home");
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 1,000 loaded"));
            tab.region("Chart").evaluate(HEARS_WHAT_IS_SAID);

            gateway.candles().deliver();
            gateway.jobs().become(gateway.jobs().run("candle-fetch", "started"), "success");

            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 1,010 loaded"));
            assertThat((List<?>) tab.page.evaluate("said")).isNotEmpty().noneMatch(said -> said.toString()
                    .contains("loading"));
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void what_a_backfill_brings_appears_before_what_was_the_first() {
        gateway.candles().withhold(300, PretendCandles.HOURS);
        try (Tab tab = at(CHART)) {
            assertThat(tab.connection()).isVisible();
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 262 loaded"));
            assertThat(tab.region("Chart")).containsText("from the first that is stored");

            gateway.candles().deliver();
            gateway.jobs().become(gateway.jobs().run("candle-fetch", "started"), "success");

            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 762 loaded"));
            assertThat(tab.region("Chart")).not().containsText("from the first");
            chart(tab).focus();
            tab.page.keyboard().press("Home");
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 1,162 loaded"));
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void the_address_leads_others_to_the_same_sight() {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            chart(tab).focus();
            tab.page.keyboard().press("ArrowLeft");
            assertThat(tab.page).hasURL(Pattern.compile(".*from=.*&to=.*"));
            String address = tab.page.url();

            try (Tab other = window.desktop(address.substring(0, address.indexOf("/#")))) {
                other.open(address.substring(address.indexOf('#')));
                assertThat(chart(other).locator("canvas").first()).isVisible();
                Asked asked = questions().get(questions().size() - 1);
                assertThat(asked.query()).contains("from=").contains("to=");
                assertThat(other.region("Chart")).containsText("To the newest");
            }
        }
    }

    @Test
    void a_range_is_seen_from_its_beginning_although_it_is_longer_than_a_page() {
        gateway.candles().answerAtOnce(100);
        String from = gateway.candles().openOf(499);
        try (Tab tab = at(CHART + "&from=" + from + "&to=" + gateway.candles().openOf(199))) {
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile(".* 300 loaded"));
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            chart(tab).focus();

            tab.page.keyboard().press("ArrowLeft");

            assertThat(tab.page).hasURL(Pattern.compile(".*from=" + from.substring(0, 13) + ".*"));
        }
    }

    @Test
    void another_series_is_chosen_by_symbol_and_timeframe() {
        try (Tab tab = at(CHART)) {
            tab.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("4h"))
                    .click();
            assertThat(tab.page).hasURL(Pattern.compile(".*timeframe=4h.*"));

            tab.page.getByLabel("Symbol").selectOption("ETHUSD");

            assertThat(tab.page).hasURL(Pattern.compile(".*symbol=ETHUSD.*"));
            assertThat(chart(tab)).hasAccessibleName(Pattern.compile("Candles of ETHUSD, 4h.*"));
        }
    }

    @Test
    void what_is_loaded_is_saved_as_a_file() {
        try (Tab tab = at(CHART)) {
            Download file = tab.page.waitForDownload(tab.button("Download BTCUSD-1h as CSV")::click);

            assertThat(file.suggestedFilename()).isEqualTo("BTCUSD-1h.csv");
            assertThat(file.path()).hasContent("open_time,close\r\n2026-03-02T12:00:00Z,66100");
            assertThat(questions().get(questions().size() - 1).query()).startsWith("from=");
        }
    }

    @Test
    void a_hole_is_repaired_after_saying_what_that_takes() {
        try (Tab tab = at(CHART)) {
            tab.button("Repair 3 still missing").click();
            Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("1 request for 3 candles");
            tab.screenshot("candles-repair");

            tab.answer("the exchange is back", "Repair it");

            assertThat(dialog).isHidden();
            Asked repair = lastPost();
            assertThat(repair.path()).isEqualTo("/api/v1/gaps/repair");
            assertThat(repair.body().getBoolean("preview")).isNull();
            assertThat(repair.body().getString("reason")).isEqualTo("the exchange is back");
            assertThat(repair.key()).isNotBlank();
        }
    }

    @Test
    void what_was_settled_is_asked_for_again_only_on_demand() {
        try (Tab tab = at(CHART)) {
            tab.button("Repair 4 proven empty").click();
            Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("There is nothing to ask for");

            tab.page.getByLabel("What was settled").selectOption("true");

            assertThat(dialog).containsText("1 request for 4 candles");
        }
    }

    @Test
    void a_day_of_the_heat_map_shows_its_holes_and_is_repaired() {
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(17).toString();
        try (Tab tab = at("#/candles/coverage")) {
            Locator cell = tab.page.locator("tw-heat-map [data-symbol=BTCUSD][data-day='" + day + "']");
            assertThat(cell).hasAccessibleName(Pattern.compile("BTCUSD, .*19 of 24, 5 exchange down"));
            tab.screenshot("coverage");

            cell.click();

            assertThat(tab.page).hasURL(Pattern.compile(".*symbol=BTCUSD&day=" + day));
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("BTCUSD, " + day);
            tab.button("Repair this day").click();
            tab.answer("after the outage", "Repair it");
            assertThat(tab.page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(lastPost().body().getString("from")).isEqualTo(day + "T00:00:00Z");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void the_heat_map_is_walked_by_keyboard() {
        try (Tab tab = at("#/candles/coverage")) {
            Locator cells = tab.page.locator("tw-heat-map button.cell");
            assertThat(cells.first()).isVisible();
            Locator entry = tab.page.locator("tw-heat-map button.cell[tabindex='0']");
            assertThat(entry).hasCount(1);
            entry.focus();

            tab.page.keyboard().press("ArrowDown");
            tab.page.keyboard().press("ArrowLeft");
            tab.page.keyboard().press("Enter");

            assertThat(tab.page).hasURL(Pattern.compile(".*symbol=ETHUSD&day=.*"));
        }
    }

    @Test
    void the_heat_map_is_walked_by_keyboard_when_nothing_is_expected_of_the_present_day_yet() {
        gateway.candles().expectNothingToday();
        try (Tab tab = at("#/candles/coverage")) {
            Locator entry = tab.page.locator("tw-heat-map button.cell[tabindex='0']");
            assertThat(entry).hasCount(1);
            entry.focus();

            tab.page.keyboard().press("ArrowRight");
            tab.page.keyboard().press("Home");
            tab.page.keyboard().press("End");
            tab.page.keyboard().press("ArrowDown");
            tab.page.keyboard().press("Enter");

            assertThat(tab.page)
                    .hasURL(Pattern.compile(
                            ".*symbol=ETHUSD&day=" + gateway.candles().yesterday() + ".*"));
        }
    }

    @Test
    void gaps_are_found_by_what_stands_in_the_address() {
        try (Tab tab = at("#/candles/gaps")) {
            Locator gaps = tab.region("Gaps");
            assertThat(gaps).containsText("still missing");
            assertThat(gaps).not().containsText("proven empty");

            tab.page.getByLabel("Left to do").selectOption("any");

            assertThat(tab.page).hasURL(Pattern.compile(".*repaired=any.*"));
            assertThat(gaps).containsText("confirmed 3 times");
            assertThat(tab.region("Downtimes of the exchange")).containsText("all 3 symbols have no 1h candles");
            tab.screenshot("gaps");
        }
    }

    @Test
    void a_settled_gap_is_asked_for_again_by_insisting() {
        try (Tab tab = at("#/candles/gaps?repaired=true")) {
            tab.button("Ask again for BTCUSD/1h").first().click();
            tab.answer("they say it is restored", "Ask again");

            assertThat(tab.page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(lastPost().path()).matches("/api/v1/gaps/\\d+/repair");
            assertThat(lastPost().body().getBoolean("force")).isTrue();
        }
    }

    @Test
    void the_chart_of_a_long_gap_is_not_much_wider_than_the_gap() {
        try (Tab tab = at("#/candles/gaps?repaired=true")) {
            Locator row = tab.region("Gaps").locator("tbody tr").filter(new Locator.FilterOptions().setHasText("300"));

            String chart = row.getByRole(AriaRole.LINK).first().getAttribute("href");

            assertThat(lengthOf(chart)).isEqualTo(Duration.ofHours(200 + 300 + 200));
        }
    }

    @Test
    void nothing_is_offered_for_a_gap_that_is_none_any_more() {
        try (Tab tab = at("#/candles/gaps?repaired=true")) {
            Locator rows = tab.region("Gaps").locator("tbody tr");
            Locator over = rows.filter(new Locator.FilterOptions().setHasText(Pattern.compile("repaired|kept")));

            assertThat(over).hasCount(2);
            assertThat(over.getByRole(AriaRole.BUTTON)).hasCount(0);
            assertThat(rows.getByRole(AriaRole.BUTTON)).hasCount(3);
        }
    }

    @Test
    void a_downtime_that_is_noticed_meanwhile_appears() {
        try (Tab tab = at("#/candles/gaps")) {
            Locator downtimes = tab.region("Downtimes of the exchange").locator("li");
            assertThat(downtimes).hasCount(1);

            gateway.candles().noticeDowntimes(2);
            tab.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

            assertThat(downtimes).hasCount(2);
        }
    }

    @Test
    void the_oldest_downtime_is_reached_page_by_page() {
        gateway.candles().noticeDowntimes(120);
        try (Tab tab = at("#/candles/gaps")) {
            Locator downtimes = tab.region("Downtimes of the exchange");
            assertThat(downtimes).containsText("all 3 symbols have no 1h candles");

            tab.button("Older »").click();
            assertThat(downtimes).containsText("the platform said so, 50 before");
            tab.screenshot("downtimes");
            tab.button("Older »").click();

            assertThat(downtimes).containsText("the platform said so, 119 before");
            assertThat(downtimes).containsText("The end of the downtimes");
            tab.button("« Newest").click();
            assertThat(downtimes).containsText("all 3 symbols have no 1h candles");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_backfill_says_what_it_takes_before_it_begins() {
        try (Tab tab = at("#/candles/backfill")) {
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("40 of 88 requests");
            tab.button("Load the past…").click();
            Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("at most 365 requests, about 36 minutes");
            assertThat(dialog).containsText("at most 365 requests, 8,760 candles");

            tab.page.getByLabel("Days").fill("30");

            assertThat(dialog).containsText("30 requests, about 3 minutes, at most 720 candles");
            assertThat(dialog).not().containsText("at most 30 requests");
            tab.screenshot("backfill");
            tab.answer("after the move", "Load it");
            assertThat(dialog).isHidden();
            assertThat(lastPost().query()).isEmpty();
            assertThat(lastPost().body().getInteger("days")).isEqualTo(30);
        }
    }

    @Test
    void a_backfill_that_never_ran_is_not_one_that_was_stopped() {
        gateway.candles().neverLoaded();
        try (Tab tab = at("#/candles/backfill")) {
            Locator whole = tab.region("The whole of it");

            assertThat(whole).containsText("0 of 88 requests");
            assertThat(whole).containsText("never ran");
        }
    }

    @Test
    void a_doubted_candle_is_decided_with_a_reason() {
        try (Tab tab = at("#/candles/quarantine")) {
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("far from the closes around it");
            tab.screenshot("quarantine");
            tab.button("Reject BTCUSD/1h").click();
            tab.answer("a digit too many", "Reject it");

            assertThat(tab.button("Reject BTCUSD/1h")).hasCount(0);
            assertThat(tab.button("Reject ETHUSD/1h")).isVisible();
            assertThat(lastPost().body().getBoolean("accept")).isFalse();
            tab.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rejected"))
                    .click();
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("by tester just now: a digit too many");
        }
    }

    @Test
    void a_rejected_candle_is_accepted_later() {
        try (Tab tab = at("#/candles/quarantine")) {
            tab.button("Reject BTCUSD/1h").click();
            tab.answer("a digit too many", "Reject it");
            assertThat(tab.button("Reject BTCUSD/1h")).hasCount(0);
            tab.open("#/candles/quarantine?state=rejected");
            assertThat(tab.button("Accept BTCUSD/1h")).isVisible();
            tab.screenshot("quarantine-rejected");

            tab.button("Accept BTCUSD/1h").click();
            tab.answer("the exchange insists", "Accept it");

            assertThat(tab.button("Accept BTCUSD/1h")).hasCount(0);
            assertThat(lastPost().body().getBoolean("accept")).isTrue();
            tab.open("#/candles/quarantine?state=accepted");
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("by tester just now: the exchange insists");
        }
    }

    @Test
    void a_doubted_candle_says_where_it_came_from() {
        try (Tab tab = at("#/candles/quarantine")) {
            tab.page.getByText("Where it came from").first().click();

            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("an answer to a backfill");
            tab.screenshot("quarantine-origin");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void whoever_may_only_look_is_shown_no_actions() {
        gateway.servingA("viewer");
        for (String page : PAGES) {
            try (Tab tab = at(page)) {
                assertThat(tab.connection()).isVisible();
                assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("BTCUSD");
                assertThat(tab.page
                                .getByRole(AriaRole.MAIN)
                                .getByRole(AriaRole.BUTTON)
                                .filter(new Locator.FilterOptions()
                                        .setHasText(
                                                Pattern.compile("Repair|Reject|Accept|Load|Look|Edit|Exception|Take"))))
                        .hasCount(0);
            }
        }
    }

    @Test
    void what_is_not_deployed_is_said_with_what_to_do_until_it_is_there() {
        gateway.refuse(CANDLES, 503, "not_deployed", "this is answered by candle-ingest, which is not running");
        try (Tab tab = at(CHART)) {
            Locator alert = tab.page.getByRole(AriaRole.ALERT).first();

            assertThat(alert).containsText("candle-ingest, which is not running");
            assertThat(alert).containsText("Start it");
            gateway.answerAgain(CANDLES);
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            assertThat(tab.page.getByRole(AriaRole.ALERT)).hasCount(0);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_chart_is_drawn_although_nobody_knows_why_candles_are_missing() {
        gateway.refuse(
                "/api/v1/coverage/BTCUSD/1h",
                503,
                "not_deployed",
                "this is answered by gap-repair, which is not running");
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            assertThat(tab.page.getByRole(AriaRole.ALERT).first())
                    .containsText("Why candles are missing is not known now");
            assertThat(tab.region("What is missing")).hasCount(0);
        }
    }

    @Test
    void where_nothing_is_stored_pages_say_what_to_do() {
        gateway.candles().forget();
        try (Tab tab = at(CHART)) {
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("No candles here");
            tab.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Load the past"))
                    .click();
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("never ran");
            tab.open("#/candles/gaps");
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("Nothing is left to repair");
            tab.open("#/candles/quarantine");
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("Nothing waits");
            tab.open("#/candles/coverage");
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("Nothing is expected yet");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void every_page_fits_a_phone_and_can_be_read_by_everybody(ColorScheme scheme) {
        gateway.candles().restate(12, "67790.4");
        String details = CHART + "&at=" + gateway.candles().openOf(12);
        for (String page : Stream.concat(PAGES.stream(), Stream.of(details)).toList()) {
            try (Tab tab = window.phone(gateway.url(), scheme).open(page)) {
                assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("BTCUSD");
                tab.screenshot("phone-" + page.replaceAll("[^a-z]+", "-") + scheme);

                assertThat(tab.scrollsSideways()).as(page).isFalse();
                assertThat(Accessibility.faintTexts(tab.page)).as(page).isEmpty();
                assertThat(Accessibility.nameless(tab.page)).as(page).isEmpty();
                assertThat(tab.layoutShift()).as(page).isLessThan(NOTHING_MOVES);
                assertThat(tab.complaints()).as(page).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"t", "ArrowRight"})
    void a_key_on_the_chart_leaves_no_complaint(String key) {
        try (Tab tab = at(CHART)) {
            assertThat(chart(tab).locator("canvas").first()).isVisible();
            chart(tab).focus();

            tab.page.keyboard().press(key);

            assertThat(chart(tab).locator("canvas").first()).isVisible();
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /** How long the range is that an address of a chart names. */
    private static Duration lengthOf(String address) {
        Matcher range =
                Pattern.compile("from=(.*)&to=(.*)").matcher(URLDecoder.decode(address, StandardCharsets.UTF_8));
        assertThat(range.find()).isTrue();
        return Duration.between(Instant.parse(range.group(1)), Instant.parse(range.group(2)));
    }

    private Tab at(String page) {
        return window.desktop(gateway.url()).open(page);
    }

    private static Locator details(Tab tab) {
        return tab.page.locator("tw-candle-details");
    }

    private static Locator chart(Tab tab) {
        return tab.page.locator("tw-candle-chart .canvas");
    }

    private List<Asked> questions() {
        return gateway.asked(HttpMethod.GET).stream()
                .filter(one -> one.path().equals(CANDLES))
                .toList();
    }

    private Asked lastPost() {
        List<Asked> posts = gateway.asked(HttpMethod.POST);
        return posts.get(posts.size() - 1);
    }
}

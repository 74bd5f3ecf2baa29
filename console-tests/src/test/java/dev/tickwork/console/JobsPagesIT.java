package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.tickwork.console.PretendGateway.Asked;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages about jobs, in front of a gateway that does what the test wants to see. */
@ExtendWith(Chromium.class)
class JobsPagesIT {
    private static final double NOTHING_MOVES = 0.02;
    private static final double A_LITTLE = 0.1;
    private static final int FIVE_SECONDS_MS = 5_000;
    private static final int STEP_MS = 20;
    private static final String LIST = "/api/v1/jobs";

    private static final String SEEN = """
            state => {
                Object.defineProperty(document, 'visibilityState', { value: state, configurable: true });
                document.dispatchEvent(new Event('visibilitychange'));
            }
            """;
    private static final int MORE_THAN_THE_SPACING_MS = 2_000;

    @RegisterExtension
    static final Window window = new Window();

    @RegisterExtension
    final PretendGateway gateway = new PretendGateway();

    private final PretendJobs jobs = gateway.jobs();

    @Test
    void a_run_appears_shows_its_progress_and_ends_by_itself() {
        try (Tab tab = at("#/jobs")) {
            Locator running = tab.region("Running");
            assertThat(running).containsText("Nothing runs");
            assertThat(tab.connection()).isVisible();

            JsonObject run = jobs.run("daily-prices", "pending");
            jobs.become(run, "started");
            jobs.progress(run, 340, 1200, "AAPL");

            assertThat(running).containsText("daily-prices");
            assertThat(running).containsText("340 of 1,200");
            assertThat(running).containsText("in 1 min");
            jobs.become(run, "success");
            assertThat(running).containsText("Nothing runs");
            assertThat(tab.region("Just ended")).containsText("succeeded");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void thousands_of_changes_cost_a_handful_of_questions() {
        try (Tab tab = at("#/jobs")) {
            assertThat(tab.connection()).isVisible();
            int before = gateway.asked(HttpMethod.GET).size();

            IntStream.range(0, 2_000).forEach(i -> {
                JsonObject run = jobs.run("quick", "pending");
                jobs.become(run, "started");
                jobs.become(run, "success");
            });
            JsonObject last = jobs.run("the-last-one", "pending");
            jobs.become(last, "started");

            assertThat(tab.region("Running")).containsText("the-last-one");
            assertThat(tab.region("Running")).not().containsText("quick");
            assertThat(gateway.asked(HttpMethod.GET)).hasSizeLessThan(before + 60);
            assertThat(tab.layoutShift()).isLessThan(NOTHING_MOVES);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void rows_that_come_and_go_move_nothing(boolean isOnAPhone) {
        jobs.run("a-lasting-one", "started");
        try (Tab tab = isOnAPhone ? window.phone(gateway.url(), ColorScheme.LIGHT) : window.tall(gateway.url())) {
            tab.open("#/jobs");
            assertThat(tab.connection()).isVisible();
            assertThat(tab.page.locator("[aria-busy=true]")).hasCount(0);
            double before = tab.layoutShift();

            var traffic = new Traffic(jobs);
            for (int i = 0; i < FIVE_SECONDS_MS / STEP_MS; i++) {
                traffic.pass();
                tab.page.waitForTimeout(STEP_MS);
            }

            tab.screenshot("jobs-busy" + (isOnAPhone ? "-phone" : ""));
            assertThat(tab.layoutShift() - before).isLessThan(A_LITTLE);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void the_place_of_a_run_that_is_over_is_taken_by_the_next_and_given_up_later() {
        JsonObject first = jobs.run("the-first", "started");
        jobs.run("the-second", "started");
        try (Tab tab = at("#/jobs")) {
            Locator rows = tab.region("Running").locator("tbody tr");
            assertThat(rows).containsText(new String[] {"the-first", "the-second"});
            assertThat(tab.connection()).isVisible();

            jobs.become(first, "success");
            assertThat(rows.first()).containsText("ended");
            JsonObject third = jobs.run("the-third", "started");
            jobs.tell(third);

            assertThat(rows).containsText(new String[] {"the-third", "the-second"});
            jobs.become(third, "success");
            assertThat(rows).containsText(new String[] {"the-second"});
        }
    }

    @Test
    void rows_stay_where_they_are_while_somebody_points_at_them() {
        JsonObject first = jobs.run("the-first", "started");
        jobs.run("the-second", "started");
        try (Tab tab = at("#/jobs")) {
            Locator running = tab.region("Running");
            assertThat(tab.connection()).isVisible();
            tab.button("Cancel the-second").hover();

            jobs.become(first, "success");
            jobs.tell(jobs.run("the-third", "started"));

            assertThat(running).containsText("ended");
            assertThat(tab.button("Show 1 newer in Running")).isVisible();
            assertThat(running).containsText("the-first");
            heading(tab).hover();
            assertThat(running).not().containsText("the-first");
            assertThat(running).containsText("the-third");
        }
    }

    @Test
    void what_is_newer_is_shown_to_whoever_asks_for_it_by_keyboard() {
        jobs.run("the-first", "started");
        try (Tab tab = at("#/jobs")) {
            Locator running = tab.region("Running");
            assertThat(tab.connection()).isVisible();
            tab.button("Cancel the-first").focus();
            tab.page.keyboard().press("Shift");
            jobs.tell(jobs.run("the-second", "started"));
            assertThat(tab.button("Show 1 newer in Running")).isVisible();
            assertThat(running).not().containsText("the-second");

            tab.button("Show 1 newer in Running").focus();
            tab.page.keyboard().press("Enter");

            assertThat(running).containsText("the-second");
            assertThat(running.locator(".rows")).isFocused();
        }
    }

    @Test
    void what_was_lost_in_a_gap_is_asked_for() {
        JsonObject run = jobs.run("daily-prices", "started");
        try (Tab tab = at("#/jobs")) {
            assertThat(tab.region("Running")).containsText("daily-prices");
            assertThat(tab.connection()).isVisible();
            run.put("state", "failure").put("error", "twelvedata answered 500");

            gateway.gap();

            assertThat(tab.region("Running")).containsText("Nothing runs");
            assertThat(tab.region("Just ended")).containsText("twelvedata answered 500");
        }
    }

    @Test
    void a_run_is_cancelled_with_a_reason_by_keyboard_alone() {
        JsonObject run = jobs.run("daily-prices", "started");
        try (Tab tab = at("#/jobs")) {
            tab.button("Cancel daily-prices").focus();
            tab.page.keyboard().press("Enter");
            Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("Cancel daily-prices");
            tab.page.keyboard().press("Enter");
            assertThat(dialog).containsText("Please fill this in.");

            tab.page.keyboard().type("wrong symbols");
            tab.page.keyboard().press("Enter");

            assertThat(dialog).isHidden();
            assertThat(tab.region("Running")).containsText("stopping");
            Asked cancel = onlyPost();
            assertThat(cancel.path()).isEqualTo(LIST + "/" + run.getString("id") + "/cancel");
            assertThat(cancel.body().getString("reason")).isEqualTo("wrong symbols");
            assertThat(cancel.key()).isNotBlank();
            // The button it came from is gone; the focus must not be.
            assertThat(tab.page.getByRole(AriaRole.MAIN)).isFocused();
        }
    }

    @Test
    void escape_leaves_a_dialog_and_gives_the_focus_back() {
        jobs.run("daily-prices", "started");
        try (Tab tab = at("#/jobs")) {
            tab.button("Cancel daily-prices").click();

            tab.page.keyboard().press("Escape");

            assertThat(tab.page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(tab.button("Cancel daily-prices")).isFocused();
            assertThat(gateway.asked(HttpMethod.POST)).isEmpty();
        }
    }

    @Test
    void a_failed_run_is_retried_and_the_new_one_is_shown() {
        JsonObject failed = jobs.run("daily-prices", "failure");
        try (Tab tab = at("#/jobs/" + failed.getString("id"))) {
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("twelvedata answered 500");
            tab.screenshot("run-failed");

            tab.button("Retry").click();
            tab.answer("the provider is back", "Retry it");

            assertThat(tab.page).hasURL(Pattern.compile(".*#/jobs/.*2$"));
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("Rerun of");
        }
    }

    @Test
    void one_run_tells_all_about_itself_and_its_log_follows() {
        JsonObject run = jobs.run("daily-prices", "started");
        jobs.progress(run, 1, 2, "AAPL");
        IntStream.range(0, 60).forEach(i -> jobs.write("info", "line " + i));
        try (Tab tab = at("#/jobs/" + run.getString("id"))) {
            Locator main = tab.page.getByRole(AriaRole.MAIN);
            Locator log = tab.page.getByRole(AriaRole.LOG);
            assertThat(main).containsText("Attempt failed");
            assertThat(main).containsText("\"mode\": \"smart\"");
            log.scrollIntoViewIfNeeded();
            assertThat(log.getByText("line 59")).isInViewport();

            jobs.write("error", "the newest line");

            assertThat(log.getByText("the newest line")).isInViewport();
            jobs.become(run, "success");
            assertThat(main).containsText("records_updated");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_run_that_is_not_kept_is_said_to_be_so() {
        try (Tab tab = at("#/jobs/019cae0d-4dd0-7cc2-93f3-3f1e5ad2bdb2")) {
            assertThat(tab.page.getByRole(AriaRole.ALERT).first()).containsText("There is no run with the id");
        }
    }

    @Test
    void filters_stand_in_the_address_and_survive_a_reload() {
        jobs.run("price-fetch", "success");
        jobs.run("price-fetch", "failure");
        jobs.run("daily-prices", "failure");
        try (Tab tab = at("#/jobs/history")) {
            assertThat(rows(tab)).hasCount(3);

            tab.page.getByLabel("failed").check();
            tab.page
                    .getByLabel("Job", new Page.GetByLabelOptions().setExact(true))
                    .fill("price-fetch");
            tab.page.keyboard().press("Enter");

            assertThat(rows(tab)).hasCount(1);
            assertThat(tab.page).hasURL(Pattern.compile(".*#/jobs/history\\?state=failure&job=price-fetch$"));
            tab.page.reload();
            assertThat(rows(tab)).hasCount(1);
            assertThat(tab.page.getByLabel("failed")).isChecked();
            tab.page.goBack();
            tab.page.goBack();
            assertThat(rows(tab)).hasCount(3);
        }
    }

    @Test
    void the_history_is_asked_for_page_by_page() {
        IntStream.range(0, 120).forEach(i -> jobs.run("price-fetch", "success"));
        try (Tab tab = at("#/jobs/history")) {
            assertThat(rows(tab)).hasCount(50);

            tab.page.getByText("Older »").click();
            assertThat(tab.page).hasURL(Pattern.compile(".*cursor=.*"));
            tab.page.getByText("Older »").click();

            assertThat(rows(tab)).hasCount(20);
            assertThat(tab.page.getByText("The end of the history")).isVisible();
            assertThat(questions()).isNotEmpty().allSatisfy(one -> assertThat(one.query())
                    .contains("limit=50"));
        }
    }

    @Test
    void a_long_history_costs_the_page_no_more_than_a_short_one() {
        IntStream.range(0, 5_000).forEach(i -> jobs.run("price-fetch", "success"));
        try (Tab tab = at("#/jobs/history")) {
            assertThat(rows(tab)).hasCount(50);
            assertThat(tab.connection()).isVisible();
            int before = tab.elements();

            var traffic = new Traffic(jobs);
            IntStream.range(0, 1_000).forEach(i -> traffic.pass());

            assertThat(tab.page.getByText("50 or more newer – show")).isVisible();
            assertThat(rows(tab)).hasCount(50);
            assertThat(tab.elements()).isLessThan(before + 10);
        }
    }

    @Test
    void new_runs_announce_themselves_and_move_nothing() {
        JsonObject known = jobs.run("daily-prices", "started");
        try (Tab tab = at("#/jobs/history")) {
            assertThat(rows(tab)).hasCount(1);
            assertThat(tab.connection()).isVisible();

            jobs.tell(jobs.run("price-fetch", "pending"));
            jobs.become(known, "success");

            assertThat(rows(tab)).containsText(new String[] {"succeeded"});
            tab.page.getByText("1 newer").click();
            assertThat(rows(tab)).hasCount(2);
        }
    }

    @Test
    void a_gap_in_the_news_moves_nothing_either() {
        IntStream.range(0, 60).forEach(i -> jobs.run("price-fetch", "success"));
        JsonObject known = jobs.run("daily-prices", "started");
        try (Tab tab = at("#/jobs/history")) {
            assertThat(rows(tab)).hasCount(50);
            assertThat(tab.connection()).isVisible();
            List<String> before = links(tab);
            IntStream.range(0, 3).forEach(i -> jobs.run("news-fetch", "success"));
            known.put("state", "failure");

            gateway.gap();

            assertThat(tab.page.getByText("3 newer – show")).isVisible();
            assertThat(rows(tab).first()).containsText("failed");
            assertThat(links(tab)).isEqualTo(before);
            IntStream.range(0, 70).forEach(i -> jobs.run("news-fetch", "success"));
            gateway.gap();
            assertThat(tab.page.getByText("50 or more newer – show")).isVisible();
            assertThat(links(tab)).isEqualTo(before);
        }
    }

    @Test
    void what_was_lost_while_nobody_looked_is_asked_for_when_somebody_does() {
        IntStream.range(0, 3).forEach(i -> jobs.run("price-fetch", "success"));
        try (Tab tab = at("#/jobs/history")) {
            assertThat(rows(tab)).hasCount(3);
            assertThat(tab.connection()).isVisible();
            int asked = questions().size();
            tab.page.evaluate(SEEN, "hidden");
            jobs.run("news-fetch", "success");

            gateway.gap();
            tab.page.waitForTimeout(MORE_THAN_THE_SPACING_MS);
            int askedUnseen = questions().size();
            tab.page.evaluate(SEEN, "visible");

            assertThat(tab.page.getByText("1 newer – show")).isVisible();
            assertThat(askedUnseen).isEqualTo(asked);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> links(Tab tab) {
        return (List<String>) rows(tab).locator("a").evaluateAll("links => links.map((link) => link.hash)");
    }

    @Test
    void all_that_a_filter_finds_are_run_again_after_they_were_counted() {
        IntStream.range(0, 7).forEach(i -> jobs.run("price-fetch", "failure"));
        jobs.run("price-fetch", "success");
        try (Tab tab = at("#/jobs/history?state=failure")) {
            tab.button("Retry all found").click();
            assertThat(tab.page.getByRole(AriaRole.DIALOG)).containsText("7 runs fit.");
            tab.screenshot("bulk-preview");

            tab.answer("the provider is back", "Retry 7 runs");

            assertThat(tab.page.getByRole(AriaRole.DIALOG)).containsText("On its way.");
            List<Asked> asked = gateway.asked(HttpMethod.POST);
            assertThat(asked).hasSize(2).allSatisfy(one -> assertThat(one.path())
                    .isEqualTo(LIST + "/bulk"));
            assertThat(asked.get(0).body().getBoolean("preview")).isTrue();
            assertThat(asked.get(1).body().getInteger("expected")).isEqualTo(7);
            assertThat(asked.get(1).body().getString("action")).isEqualTo("retry");
            assertThat(asked.get(1).key()).isNotBlank();
        }
    }

    @Test
    void selected_runs_are_cancelled_one_by_one_and_those_that_are_over_are_left_out() {
        jobs.run("price-fetch", "success");
        jobs.run("price-fetch", "started");
        jobs.run("price-fetch", "pending");
        try (Tab tab = at("#/jobs/history")) {
            tab.page.getByLabel("Select all runs of this page").check();
            assertThat(tab.page.getByText("3 selected")).isVisible();

            tab.button("Cancel selected").click();
            assertThat(tab.page.getByRole(AriaRole.DIALOG)).containsText("1 of the selected do not");
            tab.answer("wrong symbols", "Cancel 2 runs");

            assertThat(tab.page.getByRole(AriaRole.DIALOG)).containsText("2 runs done.");
            assertThat(gateway.asked(HttpMethod.POST)).hasSize(2).allSatisfy(one -> assertThat(one.path())
                    .endsWith("/cancel"));
        }
    }

    @Test
    void a_schedule_is_paused_until_a_moment_and_resumed() {
        jobs.schedule("daily-prices");
        try (Tab tab = at("#/schedules")) {
            Locator schedule = tab.page.getByRole(AriaRole.ARTICLE);

            tab.button("Pause daily-prices").click();
            tab.page.getByLabel("Until").fill("2030-01-02T08:00");
            tab.answer("the disk is full", "Pause it");

            assertThat(schedule).containsText("Paused by tester");
            assertThat(schedule).containsText("the disk is full");
            assertThat(onlyPost().body().getString("until")).isEqualTo("2030-01-02T08:00:00.000Z");
            tab.button("Resume daily-prices").click();
            tab.answer("there is room again", "Resume it");
            assertThat(schedule).not().containsText("the disk is full");
            assertThat(tab.button("Pause daily-prices")).isVisible();
        }
    }

    @Test
    void the_next_fires_of_a_schedule_say_what_a_change_of_the_clocks_does() {
        jobs.schedule("daily-prices");
        try (Tab tab = at("#/schedules")) {
            tab.page.getByText("Next fires and settings").click();

            Locator schedule = tab.page.getByRole(AriaRole.ARTICLE);
            assertThat(schedule).containsText("01:30 does not exist on this day");
            assertThat(schedule).containsText("moved");
            tab.screenshot("schedule-dst");
        }
    }

    @Test
    void what_the_server_refuses_of_a_schedule_is_said_at_the_field() {
        jobs.schedule("daily-prices");
        try (Tab tab = at("#/schedules")) {
            tab.button("Edit daily-prices").click();
            gateway.refuse(
                    "/api/v1/schedules/daily-prices",
                    422,
                    "invalid_request",
                    "these values are not acceptable",
                    "/cron",
                    "minute 61 is not from 0 to 59");
            tab.page.getByLabel("Cron").fill("61 * * * *");
            tab.answer("after the close", "Save");

            assertThat(tab.page.getByLabel("Cron")).hasAttribute("aria-invalid", "true");
            assertThat(tab.page.getByLabel("Cron")).isFocused();
            assertThat(tab.page.getByText("Minute 61 is not from 0 to 59.")).isVisible();
            tab.screenshot("schedule-refused");
            gateway.answerAgain("/api/v1/schedules/daily-prices");
            tab.page.getByLabel("Cron").fill("30 2 * * *");
            tab.button("Save").click();

            assertThat(tab.page.getByRole(AriaRole.DIALOG)).isHidden();
            JsonObject wish = gateway.asked(HttpMethod.PATCH).get(1).body();
            assertThat(wish.fieldNames()).containsExactlyInAnyOrder("cron", "version", "reason");
            assertThat(wish.getInteger("version")).isEqualTo(3);
        }
    }

    @Test
    void a_queue_is_paused_and_limited() {
        try (Tab tab = at("#/jobs")) {
            Locator queues = tab.region("Queues");
            tab.button("Pause low_priority").click();
            tab.answer("the disk is full", "Pause it");
            assertThat(queues).containsText("the disk is full");

            tab.button("Limit default").click();
            tab.page.getByLabel("At a time on one node").fill("4");
            tab.answer("small machines", "Set the limits");

            assertThat(queues).containsText("At most 4 at a time on each node");
        }
    }

    @Test
    void nodes_say_what_runs_where_and_a_verticle_is_redeployed() {
        try (Tab tab = at("#/nodes")) {
            Locator nodes = tab.region("Nodes");
            assertThat(nodes).containsText("silent");
            assertThat(nodes).containsText("Runs 1 now");

            tab.button("Redeploy price-fetcher").click();
            tab.page.getByLabel("Where").selectOption("tickwork-2");
            tab.answer("a new interval", "Redeploy it");

            assertThat(tab.page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(onlyPost().body().getString("node")).isEqualTo("tickwork-2");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"#/jobs", "#/jobs/history", "#/schedules", "#/nodes"})
    void a_viewer_sees_everything_and_no_action(String page) {
        jobs.run("daily-prices", "started");
        jobs.schedule("daily-prices");
        gateway.servingA("viewer");
        try (Tab tab = at(page)) {
            assertThat(tab.page.getByText("daily-prices").first()).isVisible();

            Locator main = tab.page.getByRole(AriaRole.MAIN);
            assertThat(main.getByRole(AriaRole.BUTTON)).hasCount(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/jobs", "/api/v1/jobs/counts", "/api/v1/queues", "/api/v1/definitions"})
    void what_cannot_be_asked_is_said_and_comes_back_by_itself(String path) {
        jobs.run("daily-prices", "started");
        gateway.refuse(path, 503, "unavailable", "the database is away");
        try (Tab tab = at("#/jobs")) {
            assertThat(tab.page.getByText("The database is away.").first()).isVisible();

            gateway.answerAgain(path);

            assertThat(tab.page.getByText("The database is away.")).hasCount(0);
            assertThat(tab.region("Running")).containsText("daily-prices");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void a_phone_shows_all_pages_without_scrolling_sideways(ColorScheme scheme) {
        JsonObject run = jobs.run("a-job-with-a-name-that-is-longer-than-a-phone-is-wide-and-then-some", "started");
        jobs.progress(run, 340, 1200, "AAPL, MSFT and others that make this a long message");
        jobs.run("daily-prices", "failure");
        jobs.schedule("daily-prices");
        try (Tab tab = window.phone(gateway.url(), scheme)) {
            for (String page : pages(run)) {
                tab.open(page);
                assertThat(tab.page.locator("[aria-busy=true]")).hasCount(0);

                assertThat(tab.scrollsSideways()).as(page).isFalse();
                assertThat(Accessibility.faintTexts(tab.page)).as(page).isEmpty();
                assertThat(tab.layoutShift()).as(page).isLessThan(NOTHING_MOVES);
            }
        }
    }

    @Test
    void every_control_of_every_page_has_a_name() {
        JsonObject run = jobs.run("daily-prices", "started");
        jobs.schedule("daily-prices");
        try (Tab tab = window.desktop(gateway.url())) {
            for (String page : pages(run)) {
                tab.open(page);
                assertThat(tab.page.locator("[aria-busy=true]")).hasCount(0);

                assertThat(Accessibility.nameless(tab.page)).as(page).isEmpty();
                assertThat(heading(tab)).hasCount(1);
            }
        }
    }

    private Tab at(String page) {
        return window.desktop(gateway.url()).open(page);
    }

    private Asked onlyPost() {
        assertThat(gateway.asked(HttpMethod.POST)).hasSize(1);
        return gateway.asked(HttpMethod.POST).get(0);
    }

    private List<Asked> questions() {
        return gateway.asked(HttpMethod.GET).stream()
                .filter(one -> one.path().equals(LIST))
                .toList();
    }

    private static Locator heading(Tab tab) {
        return tab.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1));
    }

    private static List<String> pages(JsonObject run) {
        return List.of(
                "#/jobs", "#/jobs/history", "#/jobs/" + run.getString("id"), "#/schedules", "#/nodes", "#/audit");
    }

    private static Locator rows(Tab tab) {
        return tab.page.locator("tw-run-table tbody tr:not(.bones)");
    }
}

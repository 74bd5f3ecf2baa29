package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages about jobs as an operator uses them, in front of a whole Tickwork. */
@ExtendWith(Chromium.class)
class JobsIT {
    /** The price job runs every five seconds, and a circuit that has opened stays so for a while. */
    private static final double A_WHILE_MS = 60_000;

    @RegisterExtension
    static final Tickwork tickwork = new Tickwork();

    @RegisterExtension
    static final Window window = new Window();

    private static String key;

    @BeforeAll
    static void begin() throws Exception {
        key = tickwork.adminKey();
    }

    @Test
    void runs_are_seen_to_end_without_reloading() {
        try (Tab tab = at("#/jobs")) {
            Locator newest = tab.page.locator("tw-ended-runs li a").first();
            assertThat(newest).isVisible();
            String before = newest.getAttribute("href");

            assertThat(newest)
                    .not()
                    .hasAttribute("href", before, new LocatorAssertions.HasAttributeOptions().setTimeout(A_WHILE_MS));
            tab.screenshot("jobs");
        }
    }

    @Test
    void a_run_that_waits_for_a_paused_job_is_cancelled_and_tried_again() {
        try (Tab tab = at("#/jobs")) {
            Locator main = tab.page.getByRole(AriaRole.MAIN);
            tab.button("Pause daily-prices").click();
            tab.answer("the provider is slow", "Pause it");
            assertThat(main).containsText("Paused by tester");

            tab.button("Run daily-prices").click();
            tab.page.getByLabel("Arguments").fill("{\"mode\": \"smart\"}");
            tab.answer("a split", "Run it");
            assertThat(main).containsText("pending");
            tab.button("Cancel").click();
            tab.answer("not today", "Cancel it");

            assertThat(main).containsText("Cancelled by tester");
            assertThat(main).containsText("run.cancel");
            tab.screenshot("run-cancelled");
            tab.button("Retry").click();
            tab.answer("today after all", "Retry it");
            assertThat(main).containsText("Rerun of");
            tab.page.navigate(tickwork.url() + "/#/jobs");
            tab.button("Resume daily-prices").click();
            tab.answer("it is quick again", "Resume it");
            assertThat(tab.button("Pause daily-prices")).isVisible();
        }
    }

    @Test
    void runs_that_failed_are_counted_and_run_again_together() throws Exception {
        try (Tab tab = at("#/jobs/history?state=failure&job=price-fetch")) {
            tickwork.api(key)
                    .post("/api/v1/simulator/faults", "{\"provider\":\"twelvedata\",\"kind\":\"server_error\"}");
            assertThat(tab.page.getByText("newer – show"))
                    .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(A_WHILE_MS));
            tickwork.api(key).delete("/api/v1/simulator/faults");
            tab.page.getByText("newer – show").click();
            assertThat(tab.page
                            .getByRole(AriaRole.CELL, new Page.GetByRoleOptions().setName("failed"))
                            .first())
                    .isVisible();

            tab.button("Retry all found").click();
            Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
            assertThat(dialog).containsText("fit");
            tab.page.getByLabel("Reason").fill("the provider is back");
            tab.page.keyboard().press("Enter");

            assertThat(dialog).containsText("On its way.");
            tab.page.getByText("follow it").click();
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("succeeded");
            assertThat(tab.page.getByRole(AriaRole.MAIN)).containsText("\"left_out\": 0");
        }
    }

    @Test
    void a_schedule_rests_and_goes_on() {
        try (Tab tab = at("#/schedules")) {
            Locator schedule =
                    tab.page.getByRole(AriaRole.ARTICLE, new Page.GetByRoleOptions().setName("quote-retention"));
            tab.button("Pause quote-retention").click();
            tab.page.getByLabel("Until").fill("2090-01-02T08:00");
            tab.answer("the disk is busy", "Pause it");
            assertThat(schedule).containsText("the disk is busy");

            tab.button("Resume quote-retention").click();
            tab.answer("it is quiet again", "Resume it");

            assertThat(schedule).not().containsText("the disk is busy");
            schedule.getByText("Next fires and settings").click();
            assertThat(schedule.locator("tw-next-fires li")).hasCount(10);
        }
    }

    @Test
    void an_expression_that_makes_no_sense_is_refused_at_its_field() {
        try (Tab tab = at("#/schedules")) {
            tab.button("Edit daily-prices-full").click();

            tab.page.getByLabel("Cron").fill("61 * * * *");
            tab.answer("after the close", "Save");

            assertThat(tab.page.getByLabel("Cron")).hasAttribute("aria-invalid", "true");
            assertThat(tab.page.getByLabel("Cron")).isFocused();
        }
    }

    @Test
    void the_node_says_what_it_serves() {
        try (Tab tab = at("#/nodes")) {
            Locator nodes = tab.page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Nodes"));

            assertThat(nodes).containsText("price-fetch");
            assertThat(nodes).containsText("api-gateway");
        }
    }

    private static Tab at(String page) {
        Tab tab = window.desktop(tickwork.url()).logIn(key);
        tab.page.navigate(tickwork.url() + "/" + page);
        return tab;
    }
}

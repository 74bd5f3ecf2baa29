package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.tickwork.messages.Wire;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator does on a day on which five thousand runs pass or wait, in front of a whole Tickwork. */
@ExtendWith(Chromium.class)
@Tag("soak")
class BusyDayIT {
    private static final int ROUNDS = 10;
    private static final int MANY = 1 << ROUNDS;
    private static final double A_LITTLE_IN_TEN_SECONDS = 0.1;
    private static final double A_LOOK_MS = 250;
    private static final String FIRST = """
            {"arguments": {"dry_run": true}, "reason": "a busy day"}""";

    @RegisterExtension
    static final Tickwork tickwork =
            new Tickwork().with("API_REQUESTS_PER_MINUTE", "100000").with("API_REQUESTS_BURST", "10000");

    @RegisterExtension
    static final Window window = new Window();

    private static String key;
    private static Api api;

    @BeforeAll
    static void begin() throws Exception {
        key = tickwork.adminKey();
        api = tickwork.api(key);
    }

    @Test
    @Timeout(180)
    void thousands_of_runs_pass_and_an_operator_keeps_hold_of_them() throws Exception {
        try (Tab watched = at(window.tall(tickwork.url()), "#/jobs");
                Tab tab = at(window.desktop(tickwork.url()), "#/jobs")) {
            assertThat(watched.connection()).isVisible();
            double began = seconds(watched);
            double before = watched.layoutShift();

            aThousandPass(tab);
            tab.button("Pause low_priority").click();
            tab.answer("the disk is busy", "Pause it");
            assertThat(tab.button("Resume low_priority")).isVisible();
            for (int i = 1; i <= 3; i++) {
                onceMore();
                untilThereAre(i * MANY, "pending", tab);
            }
            oneIsCancelledAndTriedAgain(tab);
            allThatWaitAreCancelled(tab);
            onceMore();
            tab.page.navigate(tickwork.url() + "/#/jobs");
            tab.button("Resume low_priority").click();
            tab.answer("it is quiet again", "Resume it");
            untilThereAre(2 * MANY, "success", tab);

            watched.screenshot("jobs-busy-day");
            assertThat(watched.region("Just ended")).containsText("quote-retention");
            assertThat(watched.layoutShift() - before)
                    .isLessThan(A_LITTLE_IN_TEN_SECONDS * (seconds(watched) - began) / 10);
            assertThat(watched.complaints()).isEmpty();
            assertThat(tab.complaints()).isEmpty();
        }
    }

    /** Each round runs all of them once more, so that there are twice as many. */
    private static void aThousandPass(Tab tab) throws Exception {
        api.post("/api/v1/definitions/quote-retention/runs", FIRST);
        untilThereAre(1, "success", tab);
        for (int round = 1; round <= ROUNDS; round++) {
            onceMore();
            untilThereAre(1 << round, "success", tab);
        }
    }

    private static void oneIsCancelledAndTriedAgain(Tab tab) {
        tab.page.navigate(tickwork.url() + "/#/jobs/history?state=pending&job=quote-retention");
        tab.page.locator("tw-run-table tbody a").first().click();
        Locator main = tab.page.getByRole(AriaRole.MAIN);
        tab.button("Cancel").click();
        tab.answer("not today", "Cancel it");
        assertThat(main).containsText("Cancelled by tester");
        tab.button("Retry").click();
        tab.answer("today after all", "Retry it");
        assertThat(main).containsText("Rerun of");
        assertThat(main).containsText("pending");
    }

    private static void allThatWaitAreCancelled(Tab tab) {
        tab.page.navigate(tickwork.url() + "/#/jobs/history?state=pending&job=quote-retention");
        tab.button("Cancel all found").click();
        Locator dialog = tab.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("3,072 runs fit");
        tab.screenshot("bulk-preview-of-thousands");
        tab.answer("the night was enough", "Cancel 3,072 runs");
        assertThat(dialog).containsText("On its way.");
        tab.page.getByText("follow it").click();
        Locator main = tab.page.getByRole(AriaRole.MAIN);
        // It may be quicker than anybody looks.
        assertThat(main).containsText(Pattern.compile("of 3,072|succeeded"));
        assertThat(main).containsText("\"done\": 3072");
        assertThat(main).containsText("\"left_out\": 0");
    }

    private static void onceMore() throws Exception {
        api.post("/api/v1/jobs/bulk", bulk("success", "\"reason\": \"a busy day\""));
    }

    private static void untilThereAre(int many, String state, Tab tab) throws Exception {
        while (found(state) < many) {
            tab.page.waitForTimeout(A_LOOK_MS);
        }
    }

    private static int found(String state) throws Exception {
        String answer = api.post("/api/v1/jobs/bulk", bulk(state, "\"preview\": true"));
        return Wire.tree(answer).path("count").asInt();
    }

    private static String bulk(String state, String rest) {
        return """
                {"action": "%s", "filter": {"job": "quote-retention", "state": ["%s"]}, %s}""".formatted(state.equals("success") ? "rerun" : "cancel", state, rest);
    }

    private static double seconds(Tab tab) {
        return ((Number) tab.page.evaluate("performance.now() / 1000")).doubleValue();
    }

    private static Tab at(Tab tab, String page) {
        tab.logIn(key);
        tab.page.navigate(tickwork.url() + "/" + page);
        return tab;
    }
}

package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page that shows who did what, in front of a gateway that does what the test wants to see. */
@ExtendWith(Chromium.class)
class AuditPageIT {
    /** The page asks every five seconds what is new. */
    private static final double A_WHILE_MS = 15_000;

    @RegisterExtension
    static final Window window = new Window();

    @RegisterExtension
    final PretendGateway gateway = new PretendGateway();

    private final PretendAudit audit = gateway.audit();

    @Test
    void what_somebody_did_stands_there_with_the_reason() {
        audit.add("anna", "queue.pause", "high_priority", "the provider is slow");
        try (Tab tab = at("#/audit")) {
            assertThat(rows(tab)).hasCount(1);
            assertThat(rows(tab).first()).containsText("anna");
            assertThat(rows(tab).first()).containsText("queue.pause");
            assertThat(rows(tab).first()).containsText("the provider is slow");
            tab.screenshot("audit");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void the_filters_stand_in_the_address_and_come_from_there() {
        audit.add("anna", "queue.pause", "high_priority", "slow");
        audit.add("bert", "schedule.run", "daily-prices", "now");
        try (Tab tab = at("#/audit?subject=anna")) {
            assertThat(rows(tab)).hasCount(1);

            tab.page.getByLabel("By whom").fill("bert");
            tab.page.getByLabel("By whom").press("Enter");

            assertThat(rows(tab)).containsText(new String[] {"schedule.run"});
            assertThat(tab.page.url()).endsWith("#/audit?subject=bert");
            tab.page.getByText("Clear all").click();
            assertThat(rows(tab)).hasCount(2);
        }
    }

    @Test
    void what_is_done_meanwhile_announces_itself_and_moves_nothing() {
        audit.add("anna", "queue.pause", "high_priority", "slow");
        try (Tab tab = at("#/audit")) {
            assertThat(rows(tab)).hasCount(1);

            audit.add("bert", "queue.resume", "high_priority", "quick");
            Locator news = tab.page.getByText("1 newer – show");

            assertThat(news).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(A_WHILE_MS));
            assertThat(rows(tab)).hasCount(1);
            news.click();
            assertThat(rows(tab)).hasCount(2);
            assertThat(news).isHidden();
        }
    }

    @Test
    void older_entries_are_a_page_further() {
        IntStream.rangeClosed(1, 60).forEach(day -> audit.add("anna", "schedule.run", "daily-prices", "day " + day));
        try (Tab tab = at("#/audit")) {
            assertThat(rows(tab)).hasCount(50);

            tab.page.getByText("Older »").click();

            assertThat(rows(tab)).hasCount(10);
            assertThat(tab.page.getByText("The end of the audit")).isVisible();
            tab.page.getByText("« Newest").click();
            assertThat(rows(tab)).hasCount(50);
        }
    }

    @Test
    void a_run_leads_to_what_was_done_to_it_and_back() {
        JsonObject run = gateway.jobs().run("daily-prices", "failure");
        audit.add("anna", "run.rerun", run.getString("id"), "again");
        audit.add("bert", "queue.pause", "default", "slow");
        try (Tab tab = at("#/jobs/" + run.getString("id"))) {
            tab.page.getByText("In the whole audit").click();

            assertThat(rows(tab)).hasCount(1);
            assertThat(rows(tab).first()).containsText("again");
            rows(tab)
                    .first()
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("run …"))
                    .click();
            assertThat(tab.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("daily-prices");
        }
    }

    @Test
    void a_mistake_stands_at_its_field() {
        gateway.refuse("/api/v1/audit", 400, "invalid_request", "it does not fit", "action", "begins with a letter");
        try (Tab tab = at("#/audit?action=9")) {
            assertThat(tab.page.getByRole(AriaRole.ALERT).first()).containsText("Begins with a letter");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void a_phone_shows_it_without_scrolling_sideways(ColorScheme scheme) {
        audit.add("somebody-with-a-name-longer-than-a-phone-is-wide", "queue.pause", "high_priority", "w".repeat(200));
        audit.add("anna", "run.cancel", "019cae0d-4dd0-7cc2-93f3-000000000001", null);
        try (Tab tab = window.phone(gateway.url(), scheme)) {
            tab.open("#/audit");
            assertThat(rows(tab)).hasCount(2);
            tab.screenshot("audit-phone-" + scheme.name().toLowerCase(Locale.ROOT));

            assertThat(tab.scrollsSideways()).isFalse();
            assertThat(Accessibility.faintTexts(tab.page)).isEmpty();
            assertThat(Accessibility.nameless(tab.page)).isEmpty();
        }
    }

    private Tab at(String page) {
        return window.desktop(gateway.url()).open(page);
    }

    private static Locator rows(Tab tab) {
        return tab.page.locator("tw-audit-page tbody tr:not(.bones)");
    }
}

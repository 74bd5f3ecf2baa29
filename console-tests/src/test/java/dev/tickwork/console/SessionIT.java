package dev.tickwork.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a session goes on when its token has ended. */
@ExtendWith(Chromium.class)
class SessionIT {
    private static final String LOGGED_IN = """
            sessionStorage.setItem('tickwork.session', JSON.stringify({
              token: 'first', expires_at: new Date(Date.now() + 600_000), subject: 'tester', role: 'admin' }))""";

    private static final String IS_RENEWED = """
            () => JSON.parse(sessionStorage.getItem('tickwork.session'))?.token === 'renewed'""";

    @RegisterExtension
    static final Window window = new Window();

    @RegisterExtension
    final PretendGateway gateway = new PretendGateway();

    @Test
    void a_tab_that_slept_longer_than_its_token_lived_goes_on() {
        try (Tab tab = loggedIn()) {
            gateway.end("first");

            // The clock goes on in a machine's sleep, timers do not.
            tab.page.clock().setSystemTime(now(tab) + Duration.ofMinutes(11).toMillis());

            tab.page.waitForFunction(IS_RENEWED);
            assertThat(renewals()).hasSize(1);
            assertThat(heading(tab, "System")).isVisible();
        }
    }

    @Test
    void a_page_that_finds_the_token_ended_renews_it_and_asks_again() {
        try (Tab tab = loggedIn()) {
            gateway.audit().add("anna", "queue.pause", "high_priority", "slow");
            gateway.end("first");

            tab.page.evaluate("location.hash = '#/audit'");

            assertThat(tab.page.getByText("queue.pause")).isVisible();
            assertThat(renewals()).hasSize(1);
            assertThat(tab.page.getByLabel("API key")).isHidden();
        }
    }

    private Stream<PretendGateway.Asked> renewals() {
        return gateway.asked(HttpMethod.POST).stream()
                .filter(asked -> asked.path().equals(PretendGateway.RENEWAL));
    }

    private Tab loggedIn() {
        Tab tab = window.desktop(gateway.url());
        tab.page.clock().install();
        tab.open("#/system");
        tab.page.evaluate(LOGGED_IN);
        tab.page.reload();
        assertThat(heading(tab, "System")).isVisible();
        return tab;
    }

    private static long now(Tab tab) {
        return ((Number) tab.page.evaluate("Date.now()")).longValue();
    }

    private static Locator heading(Tab tab, String name) {
        return tab.page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}

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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What candles are doubted for, and how an admin changes it, in front of a pretended gateway. */
@ExtendWith(Chromium.class)
class QualityRulesIT {
    private static final double NOTHING_MOVES = 0.02;
    private static final String QUARANTINE = "#/candles/quarantine";

    @RegisterExtension
    static final Window window = new Window();

    @RegisterExtension
    final PretendGateway gateway = new PretendGateway();

    @Test
    void it_is_told_what_candles_are_doubted_for() {
        try (Tab tab = quarantine()) {
            assertThat(rules(tab)).hasCount(4);
            assertThat(rules(tab).nth(1)).containsText("one of its prices is 10 times its neighbours");
            assertThat(rules(tab).nth(2)).containsText("ETHUSD/1h");
        }
    }

    @Test
    void what_a_rule_measures_against_is_changed_by_keyboard_alone() {
        try (Tab tab = quarantine()) {
            tab.button("Edit jump").focus();
            tab.page.keyboard().press("Enter");
            tab.page.keyboard().press("Tab");
            tab.page.keyboard().press("ControlOrMeta+a");
            tab.page.keyboard().type("4.5");
            tab.page.keyboard().press("Tab");
            tab.page.keyboard().type("they moved that far in March");
            tab.page.keyboard().press("Enter");

            assertThat(rules(tab).nth(1)).containsText("one of its prices is 4.5 times its neighbours");
            assertThat(tab.page.getByRole(AriaRole.DIALOG)).isHidden();
            assertThat(tab.button("Edit jump")).isFocused();
            Asked change = last(HttpMethod.PUT);
            assertThat(change.path()).isEqualTo("/api/v1/quality-rules/jump");
            assertThat(change.body()).isEqualTo(new JsonObject("""
                            {"on": true, "threshold": "4.5", "reason": "they moved that far in March"}"""));
            assertThat(change.key()).isNotBlank();
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void a_rule_without_measure_is_switched_off() {
        try (Tab tab = quarantine()) {
            tab.button("Edit not-positive").click();
            assertThat(tab.page.getByLabel("Candles are doubted for it")).isFocused();
            tab.page.getByLabel("Candles are doubted for it").selectOption("No");
            tab.answer("oil may be below zero", "Save");

            assertThat(rules(tab).nth(3)).containsText("off");
            assertThat(last(HttpMethod.PUT).body().getValue("threshold", "left out"))
                    .isNull();
        }
    }

    @Test
    void what_a_rule_cannot_measure_against_is_said_at_the_field() {
        try (Tab tab = quarantine()) {
            tab.button("Edit jump of ETHUSD/1h").click();
            Locator times = tab.page.getByLabel("Times");
            times.fill("-1");
            tab.answer("to see more", "Save");
            assertThat(times).hasAccessibleDescription(Pattern.compile("A number, such as 10 or 2.5.*"));
            assertThat(gateway.asked(HttpMethod.PUT)).isEmpty();

            times.fill("1");
            tab.button("Save").click();

            assertThat(times).isFocused();
            assertThat(times).hasAttribute("aria-invalid", "true");
            assertThat(times)
                    .hasAccessibleDescription(Pattern.compile("Jump measures against a number from 1.1 to 1000000.*"));
            tab.screenshot("rule-refused");
            times.fill("2");
            tab.button("Save").click();
            assertThat(rules(tab).nth(2)).containsText("one of its prices is 2 times its neighbours");
        }
    }

    @Test
    void something_else_is_said_of_one_series_and_taken_back() {
        try (Tab tab = quarantine()) {
            tab.button("Exception to jump").click();
            Locator series = tab.page.getByLabel("Series", new Page.GetByLabelOptions().setExact(true));
            assertThat(series.locator("option")).hasCount(4);
            series.selectOption("SOLUSD/1h");
            tab.page.getByLabel("Times").fill("5");
            tab.screenshot("rule-for-one-series");
            tab.answer("it is wild", "Save");

            assertThat(rules(tab)).hasCount(5);
            assertThat(rules(tab).nth(3)).containsText("SOLUSD/1h");
            assertThat(tab.button("Exception to jump")).isFocused();

            tab.button("Take back jump of ETHUSD/1h").click();
            tab.answer("no wilder than others", "Take it back");

            assertThat(rules(tab)).hasCount(4);
            assertThat(rules(tab).nth(2)).containsText("SOLUSD/1h");
            assertThat(tab.page.getByRole(AriaRole.MAIN)).isFocused();
            assertThat(URLDecoder.decode(last(HttpMethod.DELETE).query(), StandardCharsets.UTF_8))
                    .isEqualTo("symbol=ETHUSD&timeframe=1h&reason=no wilder than others");
            assertThat(tab.complaints()).isEmpty();
        }
    }

    @Test
    void only_an_admin_changes_what_candles_are_doubted_for() {
        gateway.servingA("operator");
        try (Tab tab = quarantine()) {
            assertThat(rules(tab)).hasCount(4);
            assertThat(tab.region("What candles are doubted for").getByRole(AriaRole.BUTTON))
                    .hasCount(0);
        }
    }

    @Test
    void rules_that_cannot_be_asked_for_are_said_to_be_so_until_they_can() {
        gateway.refuse("/api/v1/quality-rules", 503, "no_answer_in_time", "candle-ingest did not answer in time");
        try (Tab tab = window.desktop(gateway.url(), ColorScheme.DARK).open(QUARANTINE)) {
            Locator region = tab.region("What candles are doubted for");
            assertThat(region.getByRole(AriaRole.ALERT)).containsText("Candle-ingest did not answer in time.");
            assertThat(region).containsText("The rules are not known.");
            assertThat(Accessibility.faintTexts(tab.page)).isEmpty();
            tab.screenshot("rules-unknown");

            gateway.answerAgain("/api/v1/quality-rules");

            assertThat(rules(tab)).hasCount(4);
            assertThat(region.getByRole(AriaRole.ALERT)).hasCount(0);
            rules(tab).last().scrollIntoViewIfNeeded();
            tab.screenshot("rules-dark");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void rules_are_changed_on_a_phone(ColorScheme scheme) {
        try (Tab tab = window.phone(gateway.url(), scheme).open(QUARANTINE)) {
            tab.button("Exception to jump").tap();
            tab.page.getByLabel("Times").fill("0");
            tab.answer("it is wild", "Save");
            assertThat(tab.page.getByRole(AriaRole.DIALOG)).containsText("Jump measures against a number");
            tab.screenshot("phone-rule-" + scheme);

            assertThat(tab.scrollsSideways()).isFalse();
            assertThat(Accessibility.faintTexts(tab.page)).isEmpty();
            assertThat(Accessibility.nameless(tab.page)).isEmpty();
            tab.button("Leave it").tap();
            rules(tab).last().scrollIntoViewIfNeeded();
            tab.screenshot("phone-rules-" + scheme);
            assertThat(tab.layoutShift()).isLessThan(NOTHING_MOVES);
            assertThat(tab.complaints()).isEmpty();
        }
    }

    private Tab quarantine() {
        return window.desktop(gateway.url()).open(QUARANTINE);
    }

    /** The rows of what candles are doubted for, the head among them. */
    private static Locator rules(Tab tab) {
        return tab.page
                .getByRole(AriaRole.TABLE, new Page.GetByRoleOptions().setName("What candles are doubted for"))
                .getByRole(AriaRole.ROW);
    }

    private Asked last(HttpMethod method) {
        List<Asked> asked = gateway.asked(method);
        return asked.get(asked.size() - 1);
    }
}

package dev.tickwork.providers.twelvedata;

import static dev.tickwork.providers.twelvedata.LocalVendor.catalog;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.upstream.CreditPlan;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwelveDataDailyPricesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final LocalDate MONDAY = LocalDate.parse("2026-03-02");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-03");
    private static final String NO_DATA =
            error(400, "No data is available on the specified dates. Try setting different start/end dates.");

    private LocalVendor vendor = new LocalVendor(VERTX, null);

    @AfterEach
    void close() {
        vendor.close();
    }

    @AfterAll
    static void closeVertx() {
        done(VERTX.close());
    }

    @Test
    void one_symbol_stands_alone_and_comes_newest_first_but_is_given_oldest_first() {
        vendor.answers(200, series("AAPL", row("2026-03-03", "101.5"), row("2026-03-02", "100.25")));

        DailySeries days = only(found("AAPL"));

        assertThat(days.symbol()).isEqualTo("AAPL");
        assertThat(days.refused()).isEmpty();
        assertThat(days.bars()).extracting(DailyBar::date).containsExactly(MONDAY, TUESDAY);
        assertThat(days.bars().get(0))
                .isEqualTo(new DailyBar(
                        MONDAY, decimal("99"), decimal("110"), decimal("90"), decimal("100.25"), decimal("12345678")));
    }

    @Test
    void asks_in_one_call_for_days_and_for_no_more_than_it_has_to() {
        vendor.answers(200, "{}");

        assertThatThrownBy(() -> found("AAPL", "MSFT")).isInstanceOf(Fault.Permanent.class);

        assertThat(vendor.requests.get(0).path()).isEqualTo("/time_series");
        assertThat(vendor.requests.get(0).params())
                .extracting(parameter -> parameter.getKey() + "=" + parameter.getValue())
                .containsExactly(
                        "symbol=AAPL,MSFT",
                        "interval=1day",
                        "start_date=2026-03-02",
                        "end_date=2026-03-04",
                        "outputsize=5000");
    }

    @Test
    void several_symbols_are_keyed_and_one_bad_symbol_never_hurts_the_others() {
        vendor.answers(
                200,
                batch(
                        "AAPL", series("AAPL", row("2026-03-02", "100")),
                        "MSFT", error(404, "symbol unknown"),
                        "GLD", NO_DATA,
                        "SPY", series("SPX", row("2026-03-02", "1")),
                        "EUR/USD", series("EUR/USD").replace("1day", "1h")));

        DailyPriceAnswer.Found answer = found("AAPL", "MSFT", "GLD", "SPY", "EURUSD", "VOO", "NONAME");

        assertThat(answer.series()).extracting(DailySeries::symbol).containsExactly("AAPL", "GLD");
        assertThat(answer.series().get(1).bars()).isEmpty();
        assertThat(answer.failed())
                .containsExactly(
                        entry("EURUSD", "the answer has the interval \"1h\""),
                        entry("MSFT", "twelvedata says 404: symbol unknown"),
                        entry("NONAME", "twelvedata has no name for it in our catalog"),
                        entry("SPY", "the answer is about \"SPX\""),
                        entry("VOO", "missing from the answer"));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400})
    void nothing_in_that_time_is_an_answer(int status) {
        vendor.answers(status, NO_DATA);
        vendor.answers(200, series("AAPL"));

        assertThat(only(found("AAPL")).bars()).isEmpty();
        assertThat(only(found("AAPL")).bars()).isEmpty();
    }

    @Test
    void days_that_nobody_asked_for_are_left_out() {
        vendor.answers(200, series("AAPL", row("2026-03-04", "3"), row("2026-03-03", "2"), row("2026-02-27", "1")));

        assertThat(only(found("AAPL")).bars()).extracting(DailyBar::date).containsExactly(TUESDAY);
    }

    @Test
    void a_date_that_comes_twice_counts_once_when_its_prices_agree_and_not_at_all_when_they_do_not() {
        String small = row("2026-03-02", "100").replace("12345678", "5");
        vendor.answers(
                200,
                series("AAPL", row("2026-03-03", "7"), row("2026-03-03", "8"), small, row("2026-03-02", "100.000")));

        DailySeries days = only(found("AAPL"));

        assertThat(days.bars()).extracting(DailyBar::date).containsExactly(MONDAY);
        assertThat(days.bars().get(0).volume()).isEqualByComparingTo("12345678");
        assertThat(days.refused()).containsExactly("2026-03-03: comes twice with other prices");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"close\":\"100\" | \"close\":\"NaN\" | \"2026-03-02\": close is not a number: \"NaN\"",
                "\"open\":\"99\" | \"open\":\"0\" | \"2026-03-02\": open cannot be \"0\"",
                "\"high\":\"110\" | \"high\":null | \"2026-03-02\": high is missing",
                "2026-03-02 | 2026-02-30 | \"2026-02-30\": datetime is not a day",
                "2026-03-02 | 2026-03-02 10:00:00 | \"2026-03-02 10:00:00\": datetime is not a day",
            })
    void a_row_that_cannot_be_is_refused_alone(String part, String nonsense, String reason) {
        vendor.answers(
                200,
                series(
                        "AAPL",
                        row("2026-03-03", "101"),
                        row("2026-03-02", "100").replace(part, nonsense)));

        DailySeries days = only(found("AAPL"));

        assertThat(days.bars()).extracting(DailyBar::date).containsExactly(TUESDAY);
        assertThat(days.refused()).containsExactly(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",\"volume\":null", ",\"volume\":\"many\"", ",\"volume\":\"-1\""})
    void money_and_metals_have_no_volume(String volume) {
        vendor.answers(
                200, series("EUR/USD", row("2026-03-02 00:00:00", "1.17").replace(",\"volume\":\"12345678\"", volume)));

        assertThat(only(found("EURUSD")).bars().get(0).volume()).isNull();
    }

    @Test
    void a_single_symbol_may_be_refused_in_the_body() {
        vendor.answers(200, error(400, "**symbol** not found"));

        assertThat(found("AAPL").failed()).containsExactly(entry("AAPL", "twelvedata says 400: **symbol** not found"));
    }

    @ParameterizedTest
    @CsvSource({"200, 401", "401, 401", "200, 414", "200, 400"})
    void a_refusal_of_the_whole_call_is_permanent(int status, int code) {
        vendor.answers(status, error(code, "no"));

        assertThatThrownBy(() -> found("AAPL", "MSFT"))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("twelvedata says " + code + ": no");
    }

    @Test
    void an_outage_is_transient() {
        vendor.answers(503, "down");
        vendor.answers(200, "{\"meta\":{\"sym");

        assertThatThrownBy(() -> found("AAPL")).isInstanceOf(Fault.Transient.class);
        assertThatThrownBy(() -> found("AAPL")).isInstanceOf(Fault.Transient.class);
    }

    @Test
    void spent_credits_are_an_answer_and_hold_everybody_back() {
        vendor.answers(200, batch("AAPL", error(429, "for the current minute"), "MSFT", error(429, "the same")));

        var told = (DailyPriceAnswer.RateLimited) daily("AAPL", "MSFT");
        var held = (DailyPriceAnswer.RateLimited) daily("GLD");

        assertThat(told.until()).isEqualTo("2026-03-04T12:01:00Z");
        assertThat(held.until()).isEqualTo("2026-03-04T12:01:00Z");
        assertThat(vendor.requests).hasSize(1);
    }

    @Test
    void a_call_that_is_refused_again_and_again_is_an_outage_at_last() {
        for (int i = 0; i < 3; i++) {
            vendor.answers(429, error(429, "for the current minute"));
        }

        for (int i = 0; i < 2; i++) {
            vendor.time.moveTo(((DailyPriceAnswer.RateLimited) daily("AAPL")).until());
        }

        assertThatThrownBy(() -> daily("AAPL"))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContaining("number 3 in a row to this request");
    }

    @Test
    void the_share_of_live_prices_is_left_alone() {
        vendor.close();
        vendor = new LocalVendor(VERTX, new CreditPlan(8, 800, 0.75));
        vendor.answers(200, batch("AAPL", series("AAPL"), "MSFT", series("MSFT")));

        assertThat(vendor.dailyPrices(catalog("AAPL")).plan())
                .isEqualTo(new PlanLimits(OptionalLong.of(2), OptionalLong.of(200)));
        assertThat(daily("AAPL", "MSFT")).isInstanceOf(DailyPriceAnswer.Found.class);
        assertThat(daily("GLD")).isInstanceOf(DailyPriceAnswer.RateLimited.class);
        assertThat(vendor.requests).hasSize(1);
    }

    @Test
    void nothing_that_the_vendor_knows_is_nothing_called() {
        assertThat(found("NONAME").failed()).containsOnlyKeys("NONAME");
        assertThat(vendor.requests).isEmpty();
    }

    @Test
    void a_question_beyond_the_limits_is_a_mistake_of_ours() {
        var prices = vendor.dailyPrices(catalog("AAPL"));

        assertThatThrownBy(() -> prices.daily(
                        new DailyPriceQuestion(new TreeSet<>(List.of("AAPL")), MONDAY.minusDays(6_000), MONDAY)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private DailyPriceAnswer.Found found(String... symbols) {
        return (DailyPriceAnswer.Found) daily(symbols);
    }

    private DailyPriceAnswer daily(String... symbols) {
        var catalog = catalog("AAPL", "MSFT", "GLD", "SPY", "VOO", "EUR/USD");
        var question = new DailyPriceQuestion(new TreeSet<>(List.of(symbols)), MONDAY, TUESDAY);
        return done(vendor.dailyPrices(catalog).daily(question));
    }

    private static DailySeries only(DailyPriceAnswer.Found answer) {
        assertThat(answer.failed()).isEmpty();
        assertThat(answer.series()).hasSize(1);
        return answer.series().get(0);
    }

    private static String series(String symbol, String... rows) {
        return """
                {"meta":{"symbol":"%s","interval":"1day","exchange_timezone":"America/New_York"},
                 "values":[%s],"status":"ok"}""".formatted(symbol, String.join(",", rows));
    }

    private static String row(String date, String close) {
        return """
                {"datetime":"%s","open":"99","high":"110","low":"90","close":"%s","volume":"12345678"}""".formatted(date, close);
    }

    private static String batch(String... namesAndObjects) {
        return IntStream.range(0, namesAndObjects.length / 2)
                .mapToObj(i -> "\"" + namesAndObjects[2 * i] + "\":" + namesAndObjects[2 * i + 1])
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String error(int code, String message) {
        return "{\"code\":%d,\"message\":\"%s\",\"status\":\"error\"}".formatted(code, message);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}

package dev.tickwork.providers.twelvedata;

import static dev.tickwork.providers.twelvedata.LocalVendor.catalog;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.upstream.CreditPlan;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwelveDataQuotesTest {
    private static final Instant NOW = Instant.parse("2026-03-04T12:00:30Z");

    private static final Vertx VERTX = Vertx.vertx();

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
    void reads_a_single_symbol_which_has_no_key_around_it() {
        vendor.answers(200, quote("XAU/USD", "5180.34000"));

        QuoteAnswer.Quotes answer = quotes("XAUUSD");

        assertThat(answer.failed()).isEmpty();
        assertThat(answer.quotes())
                .containsExactly(new Quote(
                        "XAUUSD", decimal("5180.34000"), decimal("5100.00000"), NOW, NOW, "twelvedata", false));
    }

    @Test
    void asks_for_all_symbols_in_one_call_with_the_vendors_names_and_the_key_in_a_header() {
        vendor.answers(200, batch(quote("EUR/USD", "1.17"), quote("XAU/USD", "5180.34")));

        QuoteAnswer.Quotes answer = quotes("XAUUSD", "EURUSD");

        assertThat(answer.quotes()).extracting(Quote::symbol).containsExactly("EURUSD", "XAUUSD");
        assertThat(vendor.requests).hasSize(1);
        assertThat(vendor.requests.get(0).path()).isEqualTo("/quote");
        assertThat(vendor.requests.get(0).getParam("symbol")).isEqualTo("EUR/USD,XAU/USD");
        assertThat(vendor.requests.get(0).uri()).doesNotContain(LocalVendor.KEY);
        assertThat(vendor.requests.get(0).getHeader("Authorization")).isEqualTo("apikey " + LocalVendor.KEY);
    }

    @Test
    void one_bad_symbol_never_hurts_the_others() {
        vendor.answers(
                200,
                "{\"EUR/USD\":" + error(400, "symbol unknown")
                        + ",\"GBP/USD\":" + quote("GBP/USD", "NaN")
                        + ",\"USD/JPY\":" + quote("EUR/JPY", "180.1")
                        + ",\"XAU/USD\":" + quote("XAU/USD", "5180.34") + "}");

        QuoteAnswer.Quotes answer = quotes("BTCUSD", "EURUSD", "GBPUSD", "USDJPY", "XAUUSD", "XXXYYY");

        assertThat(answer.quotes()).extracting(Quote::symbol).containsExactly("XAUUSD");
        assertThat(answer.failed())
                .containsExactly(
                        entry("BTCUSD", "missing from the answer"),
                        entry("EURUSD", "twelvedata says 400: symbol unknown"),
                        entry("GBPUSD", "close is not a number: \"NaN\""),
                        entry("USDJPY", "the answer is about \"EUR/JPY\""),
                        entry("XXXYYY", "twelvedata has no name for it in our catalog"));
    }

    @Test
    void a_symbol_that_nobody_asked_for_is_nobodys() {
        vendor.answers(200, quote("XAU/EUR", "4400.1"));

        QuoteAnswer.Quotes answer = quotes("XAUUSD");

        assertThat(answer.quotes()).isEmpty();
        assertThat(answer.failed()).containsExactly(entry("XAUUSD", "missing from the answer"));
    }

    @Test
    void nothing_asked_is_nothing_called() {
        assertThat(quotes().quotes()).isEmpty();
        assertThat(quotes("XXXYYY").failed()).containsOnlyKeys("XXXYYY");
        assertThat(vendor.requests).isEmpty();
    }

    @Test
    void more_than_120_symbols_take_several_calls_and_one_failure_costs_only_its_own() {
        String[] names =
                IntStream.range(0, 250).mapToObj(i -> "S%03d/USD".formatted(i)).toArray(String[]::new);
        for (int i = 0; i < 3; i++) {
            vendor.answers(request -> {
                List<String> asked = List.of(request.getParam("symbol").split(","));
                boolean isSecond = asked.contains("S120/USD");
                request.response()
                        .setStatusCode(isSecond ? 500 : 200)
                        .end(batch(
                                asked.stream().map(name -> quote(name, "1.5")).toArray(String[]::new)));
            });
        }

        QuoteAnswer.Quotes answer = (QuoteAnswer.Quotes) done(vendor.quotes(catalog(names))
                .latest(Arrays.stream(names)
                        .map(name -> name.replace("/", ""))
                        .collect(Collectors.toCollection(TreeSet::new))));

        assertThat(vendor.requests)
                .extracting(request -> request.getParam("symbol").split(",").length)
                .containsExactlyInAnyOrder(120, 120, 10);
        assertThat(answer.quotes()).hasSize(130).isSortedAccordingTo(Comparator.comparing(Quote::symbol));
        assertThat(answer.failed()).hasSize(120).containsKey("S120USD");
    }

    @Test
    void a_single_symbol_may_be_refused_by_status_or_in_the_body() {
        vendor.answers(200, error(400, "unknown"));
        vendor.answers(404, error(404, "no data"));

        assertThat(quotes("XAUUSD").failed()).containsExactly(entry("XAUUSD", "twelvedata says 400: unknown"));
        assertThat(quotes("XAUUSD").failed()).containsExactly(entry("XAUUSD", "twelvedata says 404: no data"));
    }

    @ParameterizedTest
    @CsvSource({"200, 401", "401, 401", "403, 403", "414, 414", "200, 400", "404, 404"})
    void a_refusal_of_the_whole_call_is_permanent(int status, int code) {
        vendor.answers(status, error(code, "no"));

        assertThatThrownBy(() -> quotes("XAUUSD", "EURUSD"))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("twelvedata says " + code + ": no");
    }

    @Test
    void an_outage_in_the_vendors_words_or_by_status_is_transient() {
        vendor.answers(200, error(500, "broken"));
        vendor.answers(503, "down");

        assertThatThrownBy(() -> quotes("XAUUSD")).isInstanceOf(Fault.Transient.class);
        assertThatThrownBy(() -> quotes("XAUUSD"))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContaining("503");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!DOCTYPE html><html></html>", "{\"symbol\":\"XAU/USD\",\"clo", "", "{} {}"})
    void a_page_or_a_broken_answer_is_transient(String body) {
        vendor.answers(200, body, "Content-Type", "text/html");

        assertThatThrownBy(() -> quotes("XAUUSD", "EURUSD")).isInstanceOf(Fault.Transient.class);
    }

    @Test
    void a_page_that_refuses_is_permanent() {
        vendor.answers(403, "<html>Forbidden</html>", "Content-Type", "text/html");

        assertThatThrownBy(() -> quotes("XAUUSD"))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("twelvedata: status 403 with 22 bytes of \"text/html\" that are not JSON");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "{}", "42", "null", "{\"price\":\"1.5\"}", "{\"EUR/USD\":\"1.5\"}"})
    void json_of_another_form_is_permanent(String body) {
        vendor.answers(200, body);

        assertThatThrownBy(() -> quotes("XAUUSD")).isInstanceOf(Fault.Permanent.class);
    }

    @ParameterizedTest
    @CsvSource({
        "200, out of credits for the current minute: 12 used, 2026-03-04T12:01:00Z",
        "200, out of credits for the day: 1316 used, 2026-03-05T00:00:00Z",
        "200, daily limit reached, 2026-03-05T00:00:00Z",
        "429, out of credits for the day: 1316 used, 2026-03-05T00:00:00Z",
        "429, out of credits for the current minute: 12 used, 2026-03-04T12:01:30Z",
    })
    void spent_credits_ask_us_to_wait_for_the_window_that_the_text_names(int status, String text, Instant until) {
        vendor.answers(status, error(429, text));

        var answer = (QuoteAnswer.RateLimited) latest("XAUUSD", "EURUSD");

        assertThat(answer.until()).isEqualTo(until);
        assertThat(answer.reason()).isEqualTo("twelvedata says 429: " + text);
    }

    @Test
    void who_was_told_to_wait_does_not_ask_before() {
        vendor.answers(200, error(429, "out of credits for the current minute"));
        vendor.answers(200, quote("XAU/USD", "5180.34"));

        QuoteAnswer told = latest("XAUUSD");
        QuoteAnswer held = latest("XAUUSD");
        vendor.time.moveTo(Instant.parse("2026-03-04T12:01:00Z"));
        QuoteAnswer later = latest("XAUUSD");

        assertThat(told).isInstanceOf(QuoteAnswer.RateLimited.class);
        assertThat(held).isInstanceOf(QuoteAnswer.RateLimited.class);
        assertThat(later).isInstanceOf(QuoteAnswer.Quotes.class);
        assertThat(vendor.requests).hasSize(2);
    }

    @Test
    void a_request_that_is_refused_again_and_again_fails_at_last_and_is_not_asked_before_its_time() {
        for (int i = 0; i < 3; i++) {
            vendor.answers(429, error(429, "out of credits for the day"));
        }
        vendor.answers(200, quote("XAU/USD", "5180.34"));

        for (int i = 0; i < 2; i++) {
            vendor.time.moveTo(((QuoteAnswer.RateLimited) latest("XAUUSD")).until());
        }
        assertThatThrownBy(() -> latest("XAUUSD"))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageStartingWith("twelvedata: says we are too fast")
                .hasMessageContaining("number 3 in a row to this request");

        var held = (QuoteAnswer.RateLimited) latest("XAUUSD");
        assertThat(held.until()).isEqualTo("2026-03-07T00:00:00Z");
        assertThat(vendor.requests).hasSize(3);
        vendor.time.moveTo(held.until());
        assertThat(quotes("XAUUSD").quotes()).hasSize(1);
    }

    @Test
    void a_batch_with_nothing_but_spent_credits_asks_us_to_wait() {
        String spent = error(429, "out of credits for the current minute");
        vendor.answers(200, "{\"EUR/USD\":" + spent + ",\"XAU/USD\":" + spent + "}");

        assertThat(latest("XAUUSD", "EURUSD")).isInstanceOf(QuoteAnswer.RateLimited.class);
    }

    @Test
    void our_own_budget_counts_symbols_and_says_when_it_is_spent() {
        vendor.close();
        vendor = new LocalVendor(VERTX, new CreditPlan(8, 800, 0.5));
        vendor.answers(200, batch(defaults()));

        QuoteAnswer first = latest("XAUUSD", "XAGUSD", "EURUSD", "GBPUSD", "USDJPY", "BTCUSD");
        var second = (QuoteAnswer.RateLimited) latest("XAUUSD", "XAGUSD", "EURUSD");

        assertThat(first).isInstanceOf(QuoteAnswer.Quotes.class);
        assertThat(second.until()).isEqualTo("2026-03-04T12:01:00Z");
        assertThat(vendor.requests).hasSize(1);
    }

    @Test
    void counts_on_the_credits_of_a_day_that_nobody_else_may_spend() {
        vendor.close();
        vendor = new LocalVendor(VERTX, new CreditPlan(8, 800, 0.75));
        assertThat(vendor.quotes(catalog("EUR/USD")).plan())
                .isEqualTo(new PlanLimits(OptionalLong.of(8), OptionalLong.of(600)));

        vendor.close();
        vendor = new LocalVendor(VERTX, new CreditPlan(8, 800, 0));
        assertThat(vendor.quotes(catalog("EUR/USD")).plan())
                .isEqualTo(new PlanLimits(OptionalLong.of(8), OptionalLong.of(800)));
    }

    @Test
    void believes_the_vendor_about_credits_that_others_have_spent() {
        vendor.close();
        vendor = new LocalVendor(VERTX, new CreditPlan(8, 800, 0.5));
        vendor.answers(200, quote("XAU/USD", "5180.34"), "api-credits-left", "2");

        QuoteAnswer first = latest("XAUUSD");
        QuoteAnswer second = latest("XAUUSD", "EURUSD", "GBPUSD");

        assertThat(first).isInstanceOf(QuoteAnswer.Quotes.class);
        assertThat(second).isInstanceOf(QuoteAnswer.RateLimited.class);
        assertThat(vendor.requests).hasSize(1);
    }

    @Test
    void a_credits_header_that_is_no_number_is_left_alone() {
        vendor.answers(200, quote("XAU/USD", "5180.34"), "api-credits-left", "many");

        assertThat(quotes("XAUUSD").quotes()).hasSize(1);
    }

    @Test
    void the_key_is_taken_out_of_the_vendors_words() {
        vendor.answers(401, error(401, "the key " + LocalVendor.KEY + " is\\nwrong, apikey=" + LocalVendor.KEY));

        assertThatThrownBy(() -> quotes("XAUUSD", "EURUSD"))
                .hasMessageNotContaining(LocalVendor.KEY)
                .hasMessage("twelvedata says 401: the key *** is wrong, apikey=***");
    }

    @Test
    void long_words_of_the_vendor_are_cut() {
        vendor.answers(401, error(401, "x".repeat(10_000)));

        assertThatThrownBy(() -> quotes("XAUUSD", "EURUSD"))
                .satisfies(fault -> assertThat(fault.getMessage().length()).isLessThan(250));
    }

    @Test
    void a_previous_close_that_cannot_be_is_left_out() {
        vendor.answers(200, quote("XAU/USD", "5180.34").replace("5100.00000", "0"));

        assertThat(quotes("XAUUSD").quotes().get(0).previousClose()).isNull();
    }

    /** The price belongs to the end of its last minute, or to the receipt while that minute runs. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "\"last_quote_at\":1772625600, 2026-03-04T12:00:30Z, the minute still runs",
                "\"last_quote_at\":1772625540, 2026-03-04T12:00:00Z, the minute before",
                "\"last_quote_at\":1772229540, 2026-02-27T22:00:00Z, the last minute of Friday",
                "\"last_quote_at\":1772625660, 2026-03-04T12:00:30Z, the vendor's clock is a minute ahead",
                "'\"is_market_open\":true,\"timestamp\":1772582400', 2026-03-04T12:00:30Z, only the bar's start is known",
                "'\"is_market_open\":false,\"timestamp\":1772582400', 2026-03-04T00:00:00Z, closed and no better stamp",
                "'\"is_market_open\":false', 2026-03-04T12:00:30Z, no stamp at all",
                "\"last_quote_at\":null, 2026-03-04T12:00:30Z, nor here",
            })
    void says_which_moment_the_price_belongs_to(String stamps, Instant asOf, String why) {
        vendor.answers(200, "{\"symbol\":\"XAU/USD\",\"close\":\"5180.34\"," + stamps + "}");

        assertThat(quotes("XAUUSD").quotes()).extracting(Quote::asOf).as(why).containsExactly(asOf);
    }

    @ParameterizedTest
    @ValueSource(strings = {"4102444800", "-1", "12", "1772625600000", "9223372036854775807", "1e3", "true", "\"x\""})
    void a_stamp_that_cannot_be_refuses_the_price(String stamp) {
        vendor.answers(200, "{\"symbol\":\"XAU/USD\",\"close\":\"5180.34\",\"last_quote_at\":" + stamp + "}");

        QuoteAnswer.Quotes answer = quotes("XAUUSD");

        assertThat(answer.quotes()).isEmpty();
        assertThat(answer.failed().get("XAUUSD")).startsWith("last_quote_at ");
    }

    private QuoteAnswer.Quotes quotes(String... symbols) {
        return (QuoteAnswer.Quotes) latest(symbols);
    }

    private QuoteAnswer latest(String... symbols) {
        var catalog = catalog("XAU/USD", "XAG/USD", "EUR/USD", "GBP/USD", "USD/JPY", "BTC/USD");
        return done(vendor.quotes(catalog).latest(new TreeSet<>(List.of(symbols))));
    }

    private static String[] defaults() {
        return Stream.of("XAU/USD", "XAG/USD", "EUR/USD", "GBP/USD", "USD/JPY", "BTC/USD")
                .map(name -> quote(name, "1.5"))
                .toArray(String[]::new);
    }

    private static String quote(String symbol, String close) {
        return """
                {"symbol":"%s","name":"any","exchange":"Forex","datetime":"2026-03-04","timestamp":1772582400,
                 "last_quote_at":1772625600,"open":"1.0","high":"1.0","low":"1.0","close":"%s",
                 "previous_close":"5100.00000","is_market_open":true}""".formatted(symbol, close);
    }

    private static String batch(String... quotes) {
        return Arrays.stream(quotes)
                .map(quote -> quote.substring(quote.indexOf(':') + 1, quote.indexOf(',')) + ":" + quote)
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String error(int code, String message) {
        return "{\"code\":%d,\"message\":\"%s\",\"status\":\"error\"}".formatted(code, message);
    }

    private static BigDecimal decimal(String text) {
        return new BigDecimal(text);
    }
}

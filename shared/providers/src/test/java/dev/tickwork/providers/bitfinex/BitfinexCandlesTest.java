package dev.tickwork.providers.bitfinex;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitfinexCandlesTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Instant TEN = Instant.parse("2026-03-04T10:00:00Z");
    private static final Span HOUR = new Span(TEN, TEN.plusSeconds(3600));

    private final LocalBitfinex vendor = new LocalBitfinex(VERTX);

    @AfterEach
    void close() {
        vendor.close();
    }

    @AfterAll
    static void closeVertx() {
        done(VERTX.close());
    }

    @Test
    void the_close_comes_before_the_high_and_every_digit_is_kept() {
        vendor.answers(
                200,
                "[[" + TEN.toEpochMilli() + ",7379.785503,7383.8,7388.30000000000000001,7379.1,4e-7,\"new\",null]]");

        assertThat(found(minutes(HOUR)).candles())
                .containsExactly(new Candle(
                        TEN,
                        new BigDecimal("7379.785503"),
                        new BigDecimal("7388.30000000000000001"),
                        new BigDecimal("7379.1"),
                        new BigDecimal("7383.8"),
                        new BigDecimal("0.0000004")));
    }

    @Test
    void it_asks_for_whole_candles_oldest_first_and_names_its_limit() {
        vendor.answers(200, "[]");

        CandleAnswer.Found found = found(
                new CandleQuestion("BTCUSD", Timeframe.M15, new Span(TEN.plusSeconds(1), TEN.plusSeconds(3601)), 5000));

        String asked = "/v2/candles/trade:15m:tBTCUSD/hist?start=" + millis("10:15") + "&end=" + millis("11:00")
                + "&limit=5000&sort=1";
        assertThat(vendor.requests).singleElement().satisfies(request -> assertThat(request.uri())
                .isEqualTo(asked));
        assertThat(found.request()).isEqualTo("GET " + asked);
        assertThat(found.receivedAt()).isEqualTo(vendor.time.now());
    }

    @ParameterizedTest
    @CsvSource({"M1,1m", "H1,1h", "H12,12h", "D1,1D", "W1,1W", "MO1,1M"})
    void timeframes_have_its_own_names(Timeframe ours, String theirs) {
        vendor.answers(200, "[]");

        assertThat(found(new CandleQuestion("ETHUSD", ours, new Span(TEN, TEN.plus(Duration.ofDays(60))), 1))
                        .candles())
                .isEmpty();

        assertThat(vendor.requests.get(0).path()).isEqualTo("/v2/candles/trade:" + theirs + ":tETHUSD/hist");
    }

    @Test
    void four_hours_and_unknown_symbols_are_not_even_asked_for() {
        assertThat(vendor.candles().timeframes()).doesNotContain(Timeframe.H4).hasSize(11);
        assertThatThrownBy(() -> found(new CandleQuestion("BTCUSD", Timeframe.H4, day(), 10)))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("bitfinex has no candles of 4h");
        assertThatThrownBy(() -> found(new CandleQuestion("XAUUSD", Timeframe.H1, day(), 10)))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("bitfinex has no name for XAUUSD in our catalog");
        assertThat(vendor.requests).isEmpty();
    }

    @Test
    void candles_come_oldest_first_once_each_and_none_from_outside_the_span() {
        vendor.answers(
                200,
                "[" + row("11:00", 5) + "," + row("10:30", 3) + "," + row("10:10", 1) + "," + row("10:10", 2) + ","
                        + row("09:59", 4) + "]");

        assertThat(found(minutes(HOUR)).candles())
                .extracting(candle -> candle.volume().intValueExact())
                .containsExactly(2, 3);
    }

    @Test
    void more_candles_than_were_asked_for_are_not_read() {
        String candle = ",1,1,1,1,1]";
        vendor.answers(200, "[[" + millis("10:00") + candle + ",[" + millis("10:01") + candle + "]");

        assertThatThrownBy(() ->
                        found(new CandleQuestion("BTCUSD", Timeframe.M1, new Span(TEN, TEN.plusSeconds(3600)), 1)))
                .isInstanceOf(Fault.Transient.class)
                .hasMessage("bitfinex: answers 2 candles to a question for 1");
    }

    @Test
    void no_candle_is_a_fact() {
        vendor.answers(200, "[]");

        assertThat(found(minutes(HOUR)).candles()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"error\",10020,\"limit: invalid\"]",
                "[\"error\",10020,\"symbol: invalid\"]",
                "[\"error\",10001,\"time_interval: invalid\"]",
                "[\"error\",10100,\"apikey: invalid\"]"
            })
    void a_mistake_of_ours_is_asked_once_though_its_status_is_500(String body) {
        for (int i = 0; i < 6; i++) {
            vendor.answers(500, body);
            assertThatThrownBy(() -> found(minutes(HOUR)))
                    .isInstanceOf(Fault.Permanent.class)
                    .hasMessageStartingWith("bitfinex says 10");
        }
        vendor.answers(200, "[]");

        assertThat(found(minutes(HOUR)).candles()).as("the breaker is closed").isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "429|[\"error\",11010,\"ratelimit: error\"]",
                "500|[\"error\",11010,\"ratelimit: error\"]",
                "200|[\"error\",11010,\"ratelimit: error\"]",
                "200|{\"error\":\"ERR_RATE_LIMIT\"}",
                "429|{\"error\":\"ERR_RATE_LIMIT\"}",
                "429|<html>too many</html>"
            })
    void a_wish_to_wait_is_heard_in_every_form(int status, String body) {
        vendor.answers(status, body);
        BitfinexCandles candles = vendor.candles(10);

        assertThat(done(candles.candles(minutes(HOUR))))
                .isInstanceOfSatisfying(CandleAnswer.RateLimited.class, limited -> {
                    assertThat(limited.until()).isEqualTo(vendor.time.now().plusSeconds(60));
                    assertThat(limited.reason()).startsWith("bitfinex: says we are too fast");
                });
        assertThat(done(candles.candles(minutes(HOUR))))
                .as("everybody waits, the other questions too")
                .isInstanceOf(CandleAnswer.RateLimited.class);
        assertThat(vendor.requests).hasSize(1);
    }

    @Test
    void waits_grow_to_two_minutes_while_it_goes_on() {
        BitfinexCandles candles = vendor.candles(10);
        for (int wait : new int[] {60, 60, 60, 60, 60, 64, 120, 120}) {
            vendor.answers(200, "[\"error\",11010,\"ratelimit: error\"]");
            Instant asked = vendor.time.now();

            CandleAnswer answer = done(candles.candles(minutes(HOUR)));

            assertThat(answer)
                    .isInstanceOfSatisfying(CandleAnswer.RateLimited.class, limited -> assertThat(limited.until())
                            .isEqualTo(asked.plusSeconds(wait)));
            vendor.time.advance(Duration.ofSeconds(wait));
        }
    }

    @Test
    void a_question_that_is_refused_again_and_again_fails_in_the_end_and_says_so() {
        BitfinexCandles candles = vendor.candles(2);
        for (int asked = 0; asked < 2; asked++) {
            vendor.answers(429, "[\"error\",11010,\"ratelimit: error\"]");
            assertThat(done(candles.candles(minutes(HOUR)))).isInstanceOf(CandleAnswer.RateLimited.class);
            vendor.time.advance(Duration.ofSeconds(60));
        }

        vendor.answers(429, "[\"error\",11010,\"ratelimit: error\"]");

        assertThatThrownBy(() -> done(candles.candles(minutes(HOUR))))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageContaining("number 3 in a row to this request, which is given up for now");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 200})
    void a_maintenance_is_an_answer(int status) {
        vendor.answers(status, "[\"error\", 20060, \"maintenance\"]");

        assertThat(done(vendor.candles().candles(minutes(HOUR))))
                .isEqualTo(new CandleAnswer.Maintenance("bitfinex says 20060: maintenance"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "502|<html>Bad Gateway</html>",
                "200|<html>checking your browser</html>",
                "503|{\"code\":503,\"error\":\"temporarily_unavailable\",\"error_description\":\"x\"}",
                "200|{\"code\":503,\"error\":\"temporarily_unavailable\"}",
                "500|[\"error\",10000,\"unknown\"]",
                "500|",
                "200|",
                "200|[[1772618400000,1,2,3,"
            })
    void an_outage_may_pass(int status, String body) {
        vendor.answers(status, body == null ? "" : body);

        assertThatThrownBy(() -> found(minutes(HOUR))).isInstanceOf(Fault.Transient.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[1772618400000,1,2,3,4,5]",
                "[[1772618400000,1,2,3,4]]",
                "[[1772618400000,1,2,null,4,5]]",
                "[[1772618400000,\"1\",2,3,4,5]]",
                "[[1772618400001,1,2,3,4,5]]",
                "[[1772618400,1,2,3,4,5]]",
                "[[null,1,2,3,4,5]]",
                "[[1772618400000,1,2,3,4,1e999999999]]",
                "[[1772618400000,1,2,3,4,1e-999999999]]"
            })
    void a_candle_that_cannot_be_read_is_not_taken_for_one_that_is_missing(String body) {
        vendor.answers(200, body);

        assertThatThrownBy(() -> found(minutes(HOUR)))
                .isInstanceOf(Fault.Transient.class)
                .hasMessageStartingWith("bitfinex: ");
    }

    @Test
    void a_candle_that_cannot_be_read_costs_none_of_the_others() {
        String noOpen = "[" + millis("10:10") + ",null,2,3,4,5]";
        String noTime = "[null,1,2,3,4,5]";
        String outside = "[" + millis("11:00") + ",null,2,3,4,5]";
        vendor.answers(
                200, "[" + row("10:00", 1) + "," + noOpen + "," + row("10:30", 3) + "," + noTime + "," + outside + "]");

        CandleAnswer.Found found = found(minutes(HOUR));

        Instant ten = TEN.plus(Duration.ofMinutes(10));
        assertThat(found.candles())
                .extracting(candle -> candle.volume().intValueExact())
                .containsExactly(1, 3);
        assertThat(found.unreadable())
                .containsExactly(
                        new CandleAnswer.Unreadable(new Span(ten, ten.plusSeconds(60)), "the open is missing"),
                        new CandleAnswer.Unreadable(HOUR, "a candle without its time"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"candles\":[]}", "true", "\"candles\""})
    void another_form_will_not_pass(String body) {
        vendor.answers(200, body);

        assertThatThrownBy(() -> found(minutes(HOUR)))
                .isInstanceOf(Fault.Permanent.class)
                .hasMessage("bitfinex: its answer is no list of candles");
    }

    @Test
    void impossible_candles_are_handed_on_for_others_to_judge() {
        vendor.answers(200, "[[" + millis("10:00") + ",-1,0,5,9,-3]]");

        assertThat(found(minutes(HOUR)).candles()).singleElement().satisfies(candle -> {
            assertThat(candle.low()).isEqualByComparingTo("9");
            assertThat(candle.volume()).isEqualByComparingTo("-3");
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"[1]|true", "[0]|false", "[\"error\",20060,\"maintenance\"]|false"})
    void it_says_of_itself_whether_it_works(String body, boolean works) {
        vendor.answers(200, body);

        assertThat(done(vendor.candles().isOperative())).isEqualTo(works);
        assertThat(vendor.requests.get(0).uri()).isEqualTo("/v2/platform/status");
    }

    @Test
    void its_limits_are_known_before_anything_is_asked() {
        assertThat(vendor.candles().betweenCalls()).isEqualTo(Duration.ofSeconds(6));
        assertThat(vendor.candles().mostPerCall()).isEqualTo(10_000);
        assertThatThrownBy(() -> found(new CandleQuestion("BTCUSD", Timeframe.M1, HOUR, 10_001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("10001");
        assertThatThrownBy(() -> minutes(new Span(TEN.plusSeconds(1), TEN.plusSeconds(59))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no candle of 1m");
    }

    private CandleAnswer.Found found(CandleQuestion question) {
        return done(vendor.candles().candles(question))
                .match(
                        found -> found,
                        limited -> {
                            throw new AssertionError(limited);
                        },
                        maintenance -> {
                            throw new AssertionError(maintenance);
                        });
    }

    private static CandleQuestion minutes(Span span) {
        return new CandleQuestion("BTCUSD", Timeframe.M1, span, 10_000);
    }

    private static Span day() {
        return new Span(TEN, TEN.plus(Duration.ofDays(1)));
    }

    private static String row(String time, int volume) {
        return "[" + millis(time) + ",1,1,1,1," + volume + "]";
    }

    private static long millis(String time) {
        return Instant.parse("2026-03-04T" + time + ":00Z").toEpochMilli();
    }
}

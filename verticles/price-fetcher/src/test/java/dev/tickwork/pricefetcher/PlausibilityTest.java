package dev.tickwork.pricefetcher;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.quotes.Quote;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlausibilityTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private final Plausibility plausibility = new Plausibility(
            Instruments.CATALOG,
            new MoveLimits(new BigDecimal("5"), new BigDecimal("10"), new BigDecimal("25"), new BigDecimal("25")));

    @Test
    void believes_what_moves_as_markets_do() {
        assertThat(plausibility.objection(gold("2000.00", 0))).isEmpty();
        assertThat(plausibility.objection(gold("2199.99", 5))).isEmpty();
        assertThat(plausibility.objection(gold("2000.00", 10))).isEmpty();
    }

    @Test
    void doubts_a_jump_until_it_is_seen_three_times_in_a_row() {
        assertThat(plausibility.objection(gold("2000.00", 0))).isEmpty();

        assertThat(plausibility.objection(gold("1700.00", 5)))
                .hasValueSatisfying(why -> assertThat(why).contains("1700.00", "2000.00", "doubted"));
        assertThat(plausibility.objection(gold("1695.00", 10))).isPresent();
        assertThat(plausibility.objection(gold("1702.00", 15))).isEmpty();
        assertThat(plausibility.objection(gold("1700.00", 20))).isEmpty();
    }

    @Test
    void a_price_that_comes_back_ends_the_doubt() {
        assertThat(plausibility.objection(gold("2000.00", 0))).isEmpty();
        assertThat(plausibility.objection(gold("1700.00", 5))).isPresent();
        assertThat(plausibility.objection(gold("1700.00", 10))).isPresent();
        assertThat(plausibility.objection(gold("2001.00", 15))).isEmpty();

        assertThat(plausibility.objection(gold("1700.00", 20))).isPresent();
    }

    @Test
    void never_believes_a_tenfold_move_however_often_it_is_repeated() {
        assertThat(plausibility.objection(gold("2000.00", 0))).isEmpty();

        for (int second = 5; second < 100; second += 5) {
            assertThat(plausibility.objection(gold("0.20", second))).isPresent();
        }
        assertThat(plausibility.objection(gold("2003.00", 100))).isEmpty();
    }

    @Test
    void each_class_has_its_own_limit() {
        assertThat(plausibility.objection(quote("EURUSD", "1.10", null, 0))).isEmpty();
        assertThat(plausibility.objection(quote("BTCUSD", "60000", null, 0))).isEmpty();

        assertThat(plausibility.objection(quote("EURUSD", "1.17", null, 5))).isPresent();
        assertThat(plausibility.objection(quote("BTCUSD", "72000", null, 5))).isEmpty();
    }

    @Test
    void the_first_price_is_measured_by_the_previous_close() {
        assertThat(plausibility.objection(quote("XAUUSD", "0.20", "2000.00", 0)))
                .isPresent();
        assertThat(plausibility.objection(quote("XAUUSD", "1500.00", "2000.00", 0)))
                .isEmpty();
    }

    @Test
    void what_was_believed_before_a_restart_still_counts() {
        plausibility.remember(gold("2000.00", 0));

        assertThat(plausibility.objection(gold("200000.00", 5))).isPresent();
    }

    @Test
    void a_price_from_the_future_or_from_before_ours_is_turned_away() {
        Quote tomorrow =
                new Quote("XAUUSD", new BigDecimal("2000"), null, NOON.plusSeconds(86_400), NOON, "twelvedata", true);
        assertThat(plausibility.objection(tomorrow))
                .hasValueSatisfying(why -> assertThat(why).contains("not come yet"));

        Quote late = new Quote(
                "XAUUSD", new BigDecimal("2000"), null, NOON.plusSeconds(5), NOON.plusSeconds(15), "twelvedata", true);
        assertThat(plausibility.objection(gold("2000.00", 10))).isEmpty();
        assertThat(plausibility.objection(late))
                .hasValueSatisfying(why -> assertThat(why).contains("older"));
        assertThat(plausibility.objection(gold("2000.00", 10))).isEmpty();
    }

    @Test
    void after_the_clock_was_moved_back_prices_are_believed_anew() {
        assertThat(plausibility.objection(gold("2000.00", 3600))).isEmpty();

        assertThat(plausibility.objection(gold("1000.00", 0))).isEmpty();
        assertThat(plausibility.objection(gold("1001.00", 5))).isEmpty();
    }

    @Test
    void a_stored_price_whose_moment_has_not_come_yet_turns_no_newer_one_away() {
        assertThat(plausibility.objection(gold("2000.00", 0))).isEmpty();
        plausibility.remember(gold("2000.00", 3600));

        assertThat(plausibility.objection(gold("2001.00", 5))).isEmpty();
        assertThat(plausibility.objection(gold("2002.00", 10))).isEmpty();
    }

    private static Quote gold(String price, int second) {
        return quote("XAUUSD", price, null, second);
    }

    private static Quote quote(String symbol, String price, @Nullable String close, int second) {
        Instant at = NOON.plusSeconds(second);
        BigDecimal previousClose = close == null ? null : new BigDecimal(close);
        return new Quote(symbol, new BigDecimal(price), previousClose, at, at, "twelvedata", true);
    }
}

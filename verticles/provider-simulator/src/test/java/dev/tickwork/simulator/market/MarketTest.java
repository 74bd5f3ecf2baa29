package dev.tickwork.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarketTest {
    private static final Instant WEDNESDAY = Instant.parse("2026-03-04T12:00:00Z");
    private static final Instant FRIDAYS_LAST = Instant.parse("2026-02-27T21:59:59Z");
    private static final Instant SATURDAY = Instant.parse("2026-02-28T12:00:00Z");
    private static final Instant SUNDAYS_FIRST = Instant.parse("2026-03-01T22:00:00Z");

    private final Market market = new Market(20_260_101);

    @ParameterizedTest
    @CsvSource({
        "XAU/USD, 4320.00",
        "EUR/USD, 1.17400",
        "USD/JPY, 156.500",
        "BTC/USD, 87500.00",
        "ADA/USD, 0.33300",
        "VOO, 627.00",
    })
    void begins_2026_at_known_prices_with_the_decimals_that_traders_use(String symbol, BigDecimal price) {
        Instant start = Instant.parse("2026-01-01T00:00:00Z");
        Pair pair = pair(symbol);

        BigDecimal logged = market.price(pair, start);

        assertThat(logged.scale()).isEqualTo(price.scale());
        assertThat(logged.doubleValue()).isCloseTo(price.doubleValue(), within(price.doubleValue() * 0.02));
    }

    @Test
    void the_same_seed_tells_the_same_story() {
        Pair gold = pair("XAU/USD");

        assertThat(new Market(5).price(gold, WEDNESDAY)).isEqualTo(new Market(5).price(gold, WEDNESDAY));
        assertThat(new Market(6).price(gold, WEDNESDAY)).isNotEqualTo(new Market(5).price(gold, WEDNESDAY));
    }

    @Test
    void within_a_second_there_is_one_price() {
        Pair coin = pair("BTC/USD");

        assertThat(market.price(coin, WEDNESDAY.plusMillis(999))).isEqualTo(market.price(coin, WEDNESDAY));
        assertThat(market.price(coin, WEDNESDAY.plusSeconds(5))).isNotEqualTo(market.price(coin, WEDNESDAY));
    }

    @Test
    void crosses_agree() {
        double euroInPounds = price("EUR/GBP", WEDNESDAY);

        assertThat(euroInPounds).isCloseTo(price("EUR/USD", WEDNESDAY) / price("GBP/USD", WEDNESDAY), within(0.00002));
    }

    /** A year of daily returns; the bounds are wide enough for chance and too narrow for a mistake in the scale. */
    @ParameterizedTest
    @CsvSource({"EUR/USD, 0.05, 0.10", "XAU/USD, 0.12, 0.22", "XAG/USD, 0.22, 0.40", "BTC/USD, 0.40, 0.62"})
    void a_year_is_about_as_volatile_as_in_real_life(String symbol, double least, double most) {
        double variance = IntStream.range(0, 365)
                .mapToDouble(day -> Math.log(price(symbol, WEDNESDAY.plus(Duration.ofDays(day + 1L)))
                        / price(symbol, WEDNESDAY.plus(Duration.ofDays(day)))))
                .map(move -> move * move)
                .sum();

        assertThat(Math.sqrt(variance)).isBetween(least, most);
    }

    @Test
    void five_seconds_move_euros_by_pips_and_not_by_cents() {
        double widest = IntStream.range(0, 720)
                .mapToDouble(i -> Math.abs(price("EUR/USD", WEDNESDAY.plusSeconds(5L * i + 5))
                        - price("EUR/USD", WEDNESDAY.plusSeconds(5L * i))))
                .max()
                .orElseThrow();

        assertThat(widest).isBetween(0.00005, 0.0005);
    }

    @Test
    void a_closed_market_stands_at_its_last_price() {
        BigDecimal last = market.price(pair("EUR/USD"), FRIDAYS_LAST);

        assertThat(market.isOpen(pair("EUR/USD"), SATURDAY)).isFalse();
        assertThat(market.price(pair("EUR/USD"), SATURDAY)).isEqualTo(last);
        assertThat(market.price(pair("EUR/USD"), SUNDAYS_FIRST.minusSeconds(1))).isEqualTo(last);
        assertThat(market.day(pair("EUR/USD"), SATURDAY).tradedAt()).isEqualTo(FRIDAYS_LAST);
    }

    @Test
    void opens_on_sunday_near_where_it_closed_on_friday() {
        double gap = price("XAU/USD", SUNDAYS_FIRST.plusSeconds(3600)) / price("XAU/USD", FRIDAYS_LAST) - 1;

        assertThat(Math.abs(gap)).isBetween(0.00001, 0.02);
    }

    @Test
    void coins_know_no_weekend() {
        assertThat(market.isOpen(pair("BTC/USD"), SATURDAY)).isTrue();
        assertThat(market.price(pair("BTC/USD"), SATURDAY)).isNotEqualTo(market.price(pair("BTC/USD"), FRIDAYS_LAST));
    }

    @Test
    void a_day_holds_together() {
        Pair gold = pair("XAU/USD");

        Bar day = market.day(gold, WEDNESDAY);

        assertThat(day.openedAt()).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(day.tradedAt()).isEqualTo(WEDNESDAY);
        assertThat(day.close()).isEqualTo(market.price(gold, WEDNESDAY));
        assertThat(day.open()).isEqualTo(market.price(gold, day.openedAt()));
        assertThat(day.previousClose())
                .isEqualTo(market.price(gold, day.openedAt().minusSeconds(1)));
        assertThat(day.high()).isGreaterThanOrEqualTo(day.open().max(day.close()));
        assertThat(day.low()).isLessThanOrEqualTo(day.open().min(day.close()));
    }

    @Test
    void mondays_previous_close_is_sundays_and_sundays_is_fridays() {
        Pair euro = pair("EUR/USD");

        Bar sunday = market.day(euro, SUNDAYS_FIRST.plusSeconds(60));

        assertThat(sunday.openedAt()).isEqualTo(SUNDAYS_FIRST);
        assertThat(sunday.previousClose()).isEqualTo(market.price(euro, FRIDAYS_LAST));
    }

    @ParameterizedTest
    @CsvSource({
        "AAPL, 2026-03-04T14:30:00Z, 2026-03-04T20:59:59Z",
        "SPY, 2025-07-03T13:30:00Z, 2025-07-03T16:59:59Z",
    })
    void what_is_listed_trades_in_new_yorks_session(String symbol, Instant first, Instant last) {
        Pair share = pair(symbol);

        Bar day = market.day(share, last.plusSeconds(7200));

        assertThat(market.isOpen(share, first.minusSeconds(1))).isFalse();
        assertThat(day.openedAt()).isEqualTo(first);
        assertThat(day.tradedAt()).isEqualTo(last);
        assertThat(day.close()).isEqualTo(market.price(share, last));
        assertThat(day.close().scale()).isEqualTo(2);
        assertThat(day.volume()).isBetween(8_000_000L, 68_000_000L);
    }

    @Test
    void volume_grows_over_the_session_and_money_has_none() {
        Instant noonInNewYork = Instant.parse("2026-03-04T17:00:00Z");

        Bar begun = market.day(pair("AAPL"), noonInNewYork);
        Bar ended = market.day(pair("AAPL"), noonInNewYork.plusSeconds(36_000));

        assertThat(begun.volume()).isPositive().isLessThan(ended.volume());
        assertThat(market.day(pair("EUR/USD"), noonInNewYork).volume()).isNull();
    }

    @Test
    void a_date_has_a_day_when_something_was_traded_on_it() {
        Instant now = WEDNESDAY;

        assertThat(market.day(pair("AAPL"), LocalDate.parse("2026-02-28"), now)).isEmpty();
        assertThat(market.day(pair("AAPL"), LocalDate.parse("2026-03-04"), now))
                .as("before the open")
                .isEmpty();
        assertThat(market.day(pair("EUR/USD"), LocalDate.parse("2026-02-28"), now))
                .isEmpty();
        assertThat(market.day(pair("EUR/USD"), LocalDate.parse("2026-03-05"), now))
                .isEmpty();
        assertThat(market.day(pair("EUR/USD"), LocalDate.parse("2026-03-04"), now))
                .contains(market.day(pair("EUR/USD"), now));
        assertThat(market.day(pair("BTC/USD"), LocalDate.parse("2026-02-28"), now))
                .contains(market.day(pair("BTC/USD"), Instant.parse("2026-02-28T23:59:59Z")));
    }

    @Test
    void knows_no_pair_of_what_it_does_not_know() {
        assertThat(Pair.find("AAPL/USD")).isEmpty();
        assertThat(Pair.find("USD/AAPL")).isEmpty();
        assertThat(Pair.find("XAU")).isEmpty();
        assertThat(Pair.find("XAU/XYZ")).isEmpty();
        assertThat(Pair.find("XAUUSD")).isEmpty();
        assertThat(Pair.find("USD/USD")).isEmpty();
        assertThat(Pair.find("EUR/USD/GBP")).isEmpty();
        assertThat(Pair.find("")).isEmpty();
    }

    /** Not a benchmark: only a mistake of a thousandfold would fail it. */
    @Test
    void a_price_costs_microseconds() {
        Pair gold = pair("XAU/USD");
        long begin = System.nanoTime();

        BigDecimal sum = IntStream.range(0, 10_000)
                .mapToObj(i -> market.price(gold, WEDNESDAY.plusSeconds(i)))
                .reduce(BigDecimal.ZERO, (left, right) -> left.add(right, MathContext.DECIMAL64));

        assertThat(sum).isPositive();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    private double price(String symbol, Instant at) {
        return market.price(pair(symbol), at).doubleValue();
    }

    private static Pair pair(String symbol) {
        return Pair.find(symbol).orElseThrow();
    }
}

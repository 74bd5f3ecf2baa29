package dev.tickwork.simulator.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.simulator.market.Market;
import dev.tickwork.simulator.market.Pair;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExchangeTest {
    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");
    private static final Pair BITCOIN = Pair.find("BTC/USD").orElseThrow();

    private final Market market = new Market(7);
    private final Exchange exchange = new Exchange(market, Map.of("BTCUSD", BITCOIN), Recordings.NONE);

    @Test
    void a_minute_is_made_of_the_prices_that_the_market_shows() {
        Candle minute = find(Timeframe.M1, NOON.minusSeconds(60)).orElseThrow();
        Candle next = reader(NOON.plusSeconds(60), Alterations.NONE)
                .find(Timeframe.M1, NOON)
                .orElseThrow();

        assertThat(minute.open()).isCloseTo(market.price(BITCOIN, NOON.minusSeconds(60)), withinPercentage(0.1));
        assertThat(minute.close()).isCloseTo(market.price(BITCOIN, NOON), withinPercentage(0.1));
        assertThat(minute.high()).isGreaterThanOrEqualTo(minute.open().max(minute.close()));
        assertThat(minute.low()).isLessThanOrEqualTo(minute.open().min(minute.close()));
        assertThat(minute.volume()).isPositive();
        assertThat(next.open()).isEqualTo(minute.close());
    }

    @Test
    void stays_beside_the_prices_that_the_market_shows_for_years() {
        for (int day = 0; day < 1_000; day++) {
            Instant at =
                    NOON.minus(Duration.ofDays(3 * day)).plusSeconds(61L * day).truncatedTo(ChronoUnit.MINUTES);
            Candle minute = find(Timeframe.M1, at.minusSeconds(60)).orElseThrow();
            assertThat(minute.close()).isCloseTo(market.price(BITCOIN, at), withinPercentage(0.2));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Timeframe.class,
            names = {"M5", "H1", "H6", "D1"})
    void longer_candles_are_made_of_their_minutes(Timeframe timeframe) {
        Instant open = timeframe.plus(timeframe.openOf(NOON), -1);
        Candle candle = find(timeframe, open).orElseThrow();

        List<Candle> minutes = Timeframe.M1
                .opens(new Span(open, timeframe.closeOf(open)))
                .flatMap(minute -> find(Timeframe.M1, minute).stream())
                .toList();
        assertThat(candle.open()).isEqualByComparingTo(minutes.get(0).open());
        assertThat(candle.close())
                .isEqualByComparingTo(minutes.get(minutes.size() - 1).close());
        assertThat(candle.high())
                .isEqualByComparingTo(minutes.stream()
                        .map(Candle::high)
                        .max(BigDecimal::compareTo)
                        .orElseThrow());
        assertThat(candle.low())
                .isEqualByComparingTo(minutes.stream()
                        .map(Candle::low)
                        .min(BigDecimal::compareTo)
                        .orElseThrow());
        assertThat(candle.volume())
                .isEqualByComparingTo(minutes.stream().map(Candle::volume).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    @Test
    void a_candle_that_is_over_is_the_same_whenever_it_is_asked_for() {
        Instant open = NOON.minusSeconds(3600);
        Candle then = reader(NOON, Alterations.NONE).find(Timeframe.H1, open).orElseThrow();

        assertThat(reader(NOON.plus(Duration.ofDays(500)), Alterations.NONE).find(Timeframe.H1, open))
                .hasValue(then);
        assertThat(new Exchange(new Market(7), Map.of("BTCUSD", BITCOIN), Recordings.NONE)
                        .reader(new Listing("BTCUSD", BITCOIN), NOON, Alterations.NONE)
                        .find(Timeframe.H1, open))
                .hasValue(then);
    }

    @Test
    void a_candle_forms_and_never_takes_back_what_it_said() {
        Candle before = reader(NOON.plusMillis(100), Alterations.NONE)
                .find(Timeframe.H1, NOON)
                .orElseThrow();
        for (int second = 10; second <= 3600; second += 10) {
            Candle later = reader(NOON.plusSeconds(second), Alterations.NONE)
                    .find(Timeframe.H1, NOON)
                    .orElseThrow();
            assertThat(later.open()).isEqualTo(before.open());
            assertThat(later.high()).isGreaterThanOrEqualTo(before.high());
            assertThat(later.low()).isLessThanOrEqualTo(before.low());
            assertThat(later.volume()).isGreaterThan(before.volume());
            before = later;
        }
        assertThat(reader(NOON.plusSeconds(7200), Alterations.NONE).find(Timeframe.H1, NOON))
                .hasValue(before);
    }

    @Test
    void there_is_no_candle_of_what_is_to_come_nor_before_it_opened() {
        assertThat(find(Timeframe.M1, NOON)).isEmpty();
        assertThat(find(Timeframe.H1, NOON.plusSeconds(3600))).isEmpty();
        assertThat(find(Timeframe.D1, Instant.parse("2012-12-31T00:00:00Z"))).isEmpty();
        assertThat(reader(NOON, Alterations.NONE).begins(Timeframe.D1)).isEqualTo("2013-01-01T00:00:00Z");
        assertThat(reader(NOON, Alterations.NONE).begins(Timeframe.W1)).isEqualTo("2012-12-31T00:00:00Z");
    }

    @Test
    void what_was_not_traded_leaves_no_candle_and_shorter_longer_ones() {
        Instant eleven = NOON.minusSeconds(3600);
        var quiet = new Alterations(List.of(new Span(eleven, eleven.plusSeconds(1800))), List.of());
        var quietHour = new Alterations(List.of(new Span(eleven, NOON)), List.of());

        assertThat(reader(NOON, quiet).find(Timeframe.M1, eleven)).isEmpty();
        assertThat(reader(NOON, quiet).find(Timeframe.M30, eleven)).isEmpty();
        assertThat(reader(NOON, quiet).find(Timeframe.H1, eleven).orElseThrow().open())
                .isEqualTo(find(Timeframe.M30, eleven.plusSeconds(1800))
                        .orElseThrow()
                        .open());
        assertThat(reader(NOON, quietHour).find(Timeframe.H1, eleven)).isEmpty();
        assertThat(reader(NOON, Alterations.NONE).find(Timeframe.H1, eleven)).isPresent();
    }

    @Test
    void a_restated_minute_changes_the_longer_candles_too() {
        Instant eleven = NOON.minusSeconds(3600);
        var restated = new Alterations(List.of(), List.of(new Span(eleven, NOON)));
        Candle before = find(Timeframe.H1, eleven).orElseThrow();

        Candle after = reader(NOON, restated).find(Timeframe.H1, eleven).orElseThrow();

        assertThat(after.high()).isGreaterThan(before.high());
        assertThat(after.volume()).isGreaterThan(before.volume());
        assertThat(after.close()).isEqualTo(before.close());
    }

    private Optional<Candle> find(Timeframe timeframe, Instant open) {
        return reader(NOON, Alterations.NONE).find(timeframe, open);
    }

    private CandleReader reader(Instant now, Alterations alterations) {
        return exchange.reader(exchange.find("BTCUSD").orElseThrow(), now, alterations);
    }
}

package dev.tickwork.domain.candles;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class HorizonTest {
    private static final Instant BEGINS = Instant.parse("2026-02-05T10:30:00Z");
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Span EVER = new Span(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));

    @Test
    void neither_what_opened_before_it_begins_nor_what_is_not_over_is_expected() {
        var horizon = Horizon.of(Timeframe.H1, BEGINS, Instant.parse("2026-02-05T14:00:10Z"), GRACE);

        assertThat(horizon.expected(EVER))
                .containsExactly(
                        Instant.parse("2026-02-05T11:00:00Z"),
                        Instant.parse("2026-02-05T12:00:00Z"),
                        Instant.parse("2026-02-05T13:00:00Z"));
        assertThat(horizon.count(EVER)).isEqualTo(3);
    }

    @Test
    void a_candle_that_ended_a_moment_ago_may_still_be_on_its_way() {
        var horizon = Horizon.of(Timeframe.H1, BEGINS, Instant.parse("2026-02-05T14:00:09Z"), GRACE);

        assertThat(horizon.count(EVER)).isEqualTo(2);
    }

    @Test
    void nothing_is_expected_of_a_series_that_begins_later() {
        var horizon = Horizon.of(Timeframe.H1, BEGINS, BEGINS.minusSeconds(1), GRACE);

        assertThat(horizon.expected(EVER)).isEmpty();
        assertThat(horizon.count(EVER)).isZero();
    }

    @Test
    void a_part_is_cut_to_it() {
        var horizon = Horizon.of(Timeframe.H1, BEGINS, Instant.parse("2026-02-05T14:00:10Z"), GRACE);
        var part = new Span(Instant.parse("2026-02-05T12:30:00Z"), Instant.parse("2026-02-06T00:00:00Z"));

        assertThat(horizon.expected(part)).containsExactly(Instant.parse("2026-02-05T13:00:00Z"));
    }
}

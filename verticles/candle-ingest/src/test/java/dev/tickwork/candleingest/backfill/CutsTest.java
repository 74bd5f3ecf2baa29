package dev.tickwork.candleingest.backfill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CutsTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void a_window_is_cut_from_its_end_backwards() {
        List<Span> pieces = new Cuts(10).pieces(Timeframe.H1, hours(-25, 0), List.of());

        assertThat(pieces).containsExactly(hours(-10, 0), hours(-20, -10), hours(-25, -20));
    }

    @Test
    void what_is_planned_already_is_left_out_wherever_it_lies() {
        List<Span> pieces = new Cuts(10).pieces(Timeframe.H1, hours(-40, 0), List.of(hours(-12, -2), hours(-30, -25)));

        assertThat(pieces).containsExactly(hours(-2, 0), hours(-22, -12), hours(-25, -22), hours(-40, -30));
    }

    @Test
    void a_window_that_grew_in_both_directions_costs_only_what_is_new() {
        List<Span> pieces = new Cuts(100).pieces(Timeframe.H1, hours(-50, 3), List.of(hours(-20, 0)));

        assertThat(pieces).containsExactly(hours(0, 3), hours(-50, -20));
    }

    @Test
    void what_overlaps_or_lies_outside_is_no_trouble() {
        List<Span> pieces = new Cuts(100)
                .pieces(
                        Timeframe.H1,
                        hours(-20, 0),
                        List.of(hours(-60, -15), hours(-16, -10), hours(-12, -8), hours(5, 9)));

        assertThat(pieces).containsExactly(hours(-8, 0));
    }

    @Test
    void months_are_those_of_the_calendar() {
        Span window = new Span(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z"));

        List<Span> pieces = new Cuts(12).pieces(Timeframe.MO1, window, List.of());

        assertThat(pieces)
                .containsExactly(
                        new Span(Instant.parse("2025-03-01T00:00:00Z"), Instant.parse("2026-03-01T00:00:00Z")),
                        new Span(Instant.parse("2025-01-01T00:00:00Z"), Instant.parse("2025-03-01T00:00:00Z")));
    }

    @Test
    void an_empty_window_has_no_pieces() {
        assertThat(new Cuts(10).pieces(Timeframe.H1, hours(0, 0), List.of())).isEmpty();
    }

    @Test
    void a_year_of_hours_is_one_request_and_a_month_of_minutes_five() {
        var year = new Span(NOON.minus(Duration.ofDays(365)), NOON);
        var month = new Span(NOON.minus(Duration.ofDays(30)), NOON);

        assertThat(new Cuts(9_998).pieces(Timeframe.H1, year, List.of())).hasSize(1);
        assertThat(new Cuts(9_998).pieces(Timeframe.M1, month, List.of())).hasSize(5);
    }

    private static Span hours(int from, int until) {
        return new Span(NOON.plus(Duration.ofHours(from)), NOON.plus(Duration.ofHours(until)));
    }
}

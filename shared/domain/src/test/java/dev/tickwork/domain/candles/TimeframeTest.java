package dev.tickwork.domain.candles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TimeframeTest {
    @ParameterizedTest
    @CsvSource({
        "1m,  2026-02-05T20:17:59.999Z, 2026-02-05T20:17:00Z",
        "15m, 2026-02-05T20:17:00Z,     2026-02-05T20:15:00Z",
        "3h,  2026-02-05T20:17:00Z,     2026-02-05T18:00:00Z",
        "4h,  2026-02-05T20:00:00Z,     2026-02-05T20:00:00Z",
        "12h, 2026-02-05T11:59:59Z,     2026-02-05T00:00:00Z",
        "1d,  2026-02-05T23:59:59Z,     2026-02-05T00:00:00Z",
        "1w,  2026-02-08T23:59:59Z,     2026-02-02T00:00:00Z",
        "1w,  2026-02-09T00:00:00Z,     2026-02-09T00:00:00Z",
        "1mo, 2024-02-29T12:00:00Z,     2024-02-01T00:00:00Z",
        "1m,  1969-12-31T23:59:30Z,     1969-12-31T23:59:00Z",
    })
    void a_moment_belongs_to_the_candle_that_opened_last(String label, Instant moment, Instant open) {
        assertThat(Timeframe.of(label).openOf(moment)).isEqualTo(open);
    }

    @Test
    void months_are_as_long_as_the_calendar_has_them() {
        var span = new Span(Instant.parse("2024-01-31T10:00:00Z"), Instant.parse("2024-04-01T00:00:01Z"));

        assertThat(Timeframe.MO1.opens(span))
                .containsExactly(
                        Instant.parse("2024-02-01T00:00:00Z"),
                        Instant.parse("2024-03-01T00:00:00Z"),
                        Instant.parse("2024-04-01T00:00:00Z"));
        assertThat(Timeframe.MO1.count(span)).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void what_is_counted_is_what_is_listed(Timeframe timeframe) {
        var begin = Instant.parse("2023-12-30T22:13:07Z");

        for (int hours = 0; hours < 24 * 70; hours += 7) {
            var span = new Span(begin, begin.plus(Duration.ofHours(hours)));
            assertThat(timeframe.count(span))
                    .as("%s %s", timeframe, span)
                    .isEqualTo(timeframe.opens(span).count());
        }
    }

    @ParameterizedTest
    @EnumSource(Timeframe.class)
    void a_candle_ends_where_the_next_one_opens(Timeframe timeframe) {
        Instant open = timeframe.openOf(Instant.parse("2024-02-28T17:31:00Z"));
        Instant end = timeframe.closeOf(open);

        assertThat(timeframe.openOf(end.minusMillis(1))).isEqualTo(open);
        assertThat(timeframe.openOf(end)).isEqualTo(end);
        assertThat(timeframe.plus(end, -1)).isEqualTo(open);
    }

    @Test
    void an_unknown_label_is_answered_with_those_that_there_are() {
        assertThatThrownBy(() -> Timeframe.of("2h"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("timeframe: \"2h\" is none of 1m 5m 15m 30m 1h 3h 4h 6h 12h 1d 1w 1mo");
    }
}

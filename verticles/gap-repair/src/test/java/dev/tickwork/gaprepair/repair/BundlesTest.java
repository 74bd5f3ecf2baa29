package dev.tickwork.gaprepair.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.candles.FetchCandles;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BundlesTest {
    private static final Instant NOON = Instant.parse("2026-02-01T12:00:00Z");
    private static final Series MINUTES = new Series("bitfinex", "BTCUSD", Timeframe.M1);

    @Test
    void gaps_of_a_series_that_fit_one_answer_are_one_request() {
        List<FetchCandles> asked = Bundles.of(List.of(gap(8_990, 8_999), gap(20, 30), gap(10, 11)));

        assertThat(asked)
                .containsExactly(new FetchCandles(
                        "BTCUSD",
                        "1m",
                        minute(10),
                        minute(8_999),
                        "repair",
                        List.of(part(10, 11), part(20, 30), part(8_990, 8_999))));
    }

    @Test
    void a_request_is_never_more_than_one_answer_can_be() {
        List<FetchCandles> asked = Bundles.of(List.of(gap(0, 1), gap(8_000, 8_001), gap(9_000, 9_001)));

        assertThat(asked)
                .containsExactly(
                        new FetchCandles("BTCUSD", "1m", minute(9_000), minute(9_001), "repair"),
                        new FetchCandles(
                                "BTCUSD",
                                "1m",
                                minute(0),
                                minute(8_001),
                                "repair",
                                List.of(part(0, 1), part(8_000, 8_001))));
    }

    @Test
    void a_gap_longer_than_an_answer_takes_several_requests() {
        assertThat(Bundles.of(List.of(gap(0, 20_000))))
                .extracting(FetchCandles::from)
                .containsExactly(minute(18_000), minute(9_000), minute(0));
        assertThat(Bundles.requestsFor(MINUTES, List.of(span(0, 20_000), span(30_000, 30_001), span(30_005, 30_006))))
                .isEqualTo(4);
    }

    @Test
    void a_result_has_room_for_so_many_parts() {
        List<TakenGap> many =
                IntStream.range(0, 150).mapToObj(i -> gap(3 * i, 3 * i + 1)).toList();

        assertThat(Bundles.of(many)).hasSize(2).allSatisfy(asked -> assertThat(asked.parts())
                .hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void what_is_built_is_asked_for_with_what_it_is_built_from() {
        Series fours = new Series("bitfinex", "BTCUSD", Timeframe.H4);
        Series hours = new Series("bitfinex", "BTCUSD", Timeframe.H1);

        List<FetchCandles> asked = Bundles.of(List.of(
                taken(fours, new Span(NOON, NOON.plusSeconds(14_400)), Timeframe.H1),
                taken(hours, new Span(NOON.plusSeconds(36_000), NOON.plusSeconds(39_600)), null)));

        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.timeframe()).isEqualTo("1h");
            assertThat(one.parts()).hasSize(2);
        });
    }

    private static TakenGap gap(int from, int until) {
        return taken(MINUTES, span(from, until), null);
    }

    private static TakenGap taken(Series series, Span span, @Nullable Timeframe builtFrom) {
        Instant before = series.timeframe().plus(span.from(), -1);
        return new TakenGap(1, series, span, builtFrom, before, span.until());
    }

    private static FetchCandles.Part part(int from, int until) {
        return new FetchCandles.Part(minute(from), minute(until));
    }

    private static Span span(int from, int until) {
        return new Span(minute(from), minute(until));
    }

    private static Instant minute(int number) {
        return NOON.plusSeconds(60L * number);
    }
}

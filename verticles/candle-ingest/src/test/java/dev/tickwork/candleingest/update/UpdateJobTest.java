package dev.tickwork.candleingest.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateJobTest {
    private final FakeTime time = FakeTime.at("2026-03-02T12:34:56Z");
    private final JobHarness harness = JobHarness.withoutDatabase(time);

    @Test
    void asks_for_the_last_ten_candles_of_every_series() {
        var job = new UpdateJob(
                "candle-ingest",
                Duration.ofMinutes(1),
                () -> List.of(
                        new Series("bitfinex", "BTCUSD", Timeframe.H1),
                        new Series("bitfinex", "ETHUSD", Timeframe.MO1)),
                time);

        JobOutcome outcome = harness.run(job);

        assertThat(outcome).isInstanceOf(JobOutcome.AfterChildren.class);
        assertThat(harness.children())
                .extracting(RunRequest::arguments)
                .containsExactly(
                        fetch("BTCUSD", "1h", "2026-03-02T03:00:00Z", "2026-03-02T13:00:00Z"),
                        fetch("ETHUSD", "1mo", "2025-06-01T00:00:00Z", "2026-04-01T00:00:00Z"));
    }

    @Test
    void has_nothing_to_do_while_nothing_is_collected() {
        var job = new UpdateJob("candle-ingest", Duration.ofMinutes(1), List::of, time);

        assertThat(harness.run(job)).isEqualTo(new JobOutcome.Skipped("no series is collected"));
    }

    @Test
    void a_pace_that_the_exchange_does_not_allow_is_explained() {
        var pace = new UpdatePace(Duration.ofSeconds(60), Duration.ofSeconds(6));

        assertThat(pace.tooFast(10)).isEmpty();
        assertThat(pace.tooFast(11))
                .hasValue(
                        "60 s are too few: 11 series take a request each, 6 s apart, which makes 66 s a round; nothing "
                                + "would be left for backfills and repairs");
    }

    private static FetchCandles fetch(String symbol, String timeframe, String from, String until) {
        return new FetchCandles(symbol, timeframe, Instant.parse(from), Instant.parse(until), "update");
    }
}

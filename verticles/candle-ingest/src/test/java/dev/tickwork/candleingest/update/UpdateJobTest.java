package dev.tickwork.candleingest.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpdateJobTest {
    private static final UpdatePace PACE = new UpdatePace(Duration.ofSeconds(60), Duration.ofSeconds(6), null);

    private final FakeTime time = FakeTime.at("2026-03-02T12:34:56Z");
    private final JobHarness harness = JobHarness.withoutDatabase(time);

    @Test
    void asks_for_the_last_ten_candles_of_every_series() {
        var job = new UpdateJob(
                "candle-ingest",
                PACE,
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
        var job = new UpdateJob("candle-ingest", PACE, List::of, time);

        assertThat(harness.run(job)).isEqualTo(new JobOutcome.Skipped("no series is collected"));
    }

    @Test
    void a_pace_that_the_exchange_does_not_allow_is_explained() {
        assertThat(PACE.tooFast(10)).isEmpty();
        assertThat(PACE.tooFast(11))
                .hasValue(
                        "60 s are too few: 11 series take a request each, 6 s apart, which makes 66 s a round; nothing "
                                + "would be left for backfills and repairs");
    }

    @Test
    void what_is_read_again_meanwhile_counts() {
        var rereads = new RereadPace(Duration.ofMinutes(10), Duration.ofSeconds(6));
        var pace = new UpdatePace(Duration.ofSeconds(60), Duration.ofSeconds(6), rereads);

        assertThat(pace.tooFast(9)).isEmpty();
        assertThat(pace.tooFast(10)).hasValueSatisfying(why -> assertThat(why)
                .contains("makes 60 s a round, and what is read again meanwhile 6667 ms more"));
    }

    @Test
    void with_series_that_are_added_later_it_is_slower_and_says_why() {
        List<Series> series = new ArrayList<>();
        var job = new UpdateJob("candle-ingest", PACE, () -> List.copyOf(series), time);
        Schedule schedule = job.definition().schedules().get(0);
        for (int i = 0; i < 10; i++) {
            series.add(new Series("bitfinex", "COIN" + i, Timeframe.M1));
        }
        Cadence wished = schedule.cadenceAt(time.now());

        series.add(new Series("bitfinex", "BTCUSD", Timeframe.M1));
        Cadence slower = schedule.cadenceAt(time.now());
        JobOutcome outcome = harness.run(job);

        assertThat(outcome).isInstanceOf(JobOutcome.AfterChildren.class);
        assertThat(wished).isEqualTo(Cadence.of(Duration.ofSeconds(60)));
        assertThat(slower.every()).isEqualTo(Duration.ofSeconds(66));
        assertThat(slower.reason()).contains("60 s are too few: 11 series take a request each, 6 s apart");
        assertThat(harness.lines()).singleElement().asString().contains("66 s a round");
    }

    private static FetchCandles fetch(String symbol, String timeframe, String from, String until) {
        return new FetchCandles(symbol, timeframe, Instant.parse(from), Instant.parse(until), "update");
    }
}

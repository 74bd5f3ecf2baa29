package dev.tickwork.candleingest.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RereadJobTest {
    private static final RereadPace PACE = new RereadPace(Duration.ofHours(1), Duration.ofSeconds(6));

    private final FakeTime time = FakeTime.at("2026-03-02T12:00:10Z");
    private final JobHarness harness = JobHarness.withoutDatabase(time);

    @Test
    void asks_for_what_has_closed_in_two_rounds_and_for_ten_candles_at_least() {
        JobOutcome outcome = harness.run(job(series(Timeframe.M1, 30), series(Timeframe.H1, 365)));

        assertThat(outcome).isInstanceOf(JobOutcome.AfterChildren.class);
        assertThat(harness.children())
                .extracting(RunRequest::arguments)
                .containsExactly(
                        fetch("1m", "2026-03-02T09:58:00Z", "2026-03-02T11:59:00Z"),
                        fetch("1h", "2026-03-02T01:00:00Z", "2026-03-02T11:00:00Z"));
        assertThat(harness.children())
                .allSatisfy(child -> assertThat(child.priority()).isBetween(-49, -1));
    }

    @Test
    void asks_for_a_day_once_it_is_over_and_not_in_each_round() {
        var job = job(series(Timeframe.D1, 1825));
        time.moveTo(Instant.parse("2026-03-02T23:59:00Z"));
        JobOutcome before = harness.run(job);

        time.moveTo(Instant.parse("2026-03-03T00:59:00Z"));
        JobOutcome once = harness.run(job);
        time.moveTo(Instant.parse("2026-03-03T01:59:00Z"));
        JobOutcome after = harness.run(job);

        assertThat(before).isEqualTo(new JobOutcome.Skipped("no candle has closed since the last round"));
        assertThat(once).isInstanceOf(JobOutcome.AfterChildren.class);
        assertThat(after).isEqualTo(before);
        assertThat(harness.children())
                .extracting(RunRequest::arguments)
                .containsExactly(fetch("1d", "2026-02-21T00:00:00Z", "2026-03-03T00:00:00Z"));
    }

    @Test
    void asks_for_nothing_that_is_not_kept_any_more() {
        time.moveTo(Instant.parse("2026-03-02T12:45:00Z"));

        JobOutcome outcome = harness.run(job(series(Timeframe.MO1, 1), series(Timeframe.H12, 2)));

        assertThat(outcome).isInstanceOf(JobOutcome.AfterChildren.class);
        assertThat(harness.children())
                .extracting(RunRequest::arguments)
                .containsExactly(fetch("12h", "2026-03-01T00:00:00Z", "2026-03-02T12:00:00Z"));
    }

    @Test
    void takes_one_request_of_ten_at_most() {
        assertThat(PACE.cadence(60)).isEqualTo(Cadence.of(Duration.ofHours(1)));
        assertThat(PACE.cadence(61).every()).isEqualTo(Duration.ofSeconds(3660));
        assertThat(PACE.cadence(61).reason())
                .isEqualTo(
                        "3600 s are too few: 61 series take a request each, 6 s apart, and only one request in 10 is "
                                + "for what is read again");
    }

    private static RereadJob job(StoredSeries... series) {
        return new RereadJob("candle-ingest", PACE, () -> List.of(series), Duration.ofSeconds(30));
    }

    private static StoredSeries series(Timeframe timeframe, int keptDays) {
        var series = new Series("bitfinex", "BTCUSD", timeframe);
        return new StoredSeries(1, series, null, null, keptDays, Instant.EPOCH, "configuration", null);
    }

    private static FetchCandles fetch(String timeframe, String from, String until) {
        return new FetchCandles("BTCUSD", timeframe, Instant.parse(from), Instant.parse(until), "reread");
    }
}

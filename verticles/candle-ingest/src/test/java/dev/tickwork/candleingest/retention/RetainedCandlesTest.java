package dev.tickwork.candleingest.retention;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.KeptDays;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.runtime.retention.Retained;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class RetainedCandlesTest {
    private static final String LINES = """
            SELECT format('%s %s', timeframe, to_char(open_time AT TIME ZONE 'UTC', 'YYYY-MM-DD')) AS line
              FROM candles
             ORDER BY timeframe, open_time
            """;

    private static final String PARTS = """
            SELECT relname AS line
              FROM pg_class
             WHERE relname ~ '^candles_.*_[0-9]+$'
             ORDER BY relname
            """;

    private static final KeptDays DAYS = new KeptDays(Map.of(Timeframe.M1, 30, Timeframe.D1, 365));

    private Candles candles;
    private RetainedCandles kept;

    @BeforeEach
    void open(Database db) {
        candles = Candles.in(db); // 3 March 2026
        kept = new RetainedCandles(new CandleArchiveStore(), DAYS, candles.time);
    }

    @Test
    void each_timeframe_is_kept_for_its_own_days_and_weeks_for_ever(Database db) {
        store(Timeframe.M1, "2026-01-31", "2026-02-01");
        store(Timeframe.D1, "2025-03-02", "2025-03-03");
        store(Timeframe.W1, "2013-09-30");
        Instant before = kept.policy().cutOff(candles.time.now(), null);

        assertThat(count(db, before)).isEqualTo(2);
        assertThat(take(db, before, 10)).hasSize(2);
        assertThat(count(db, before)).isZero();
        assertThat(lines(db, LINES)).containsExactly("1d 2025-03-03", "1m 2026-02-01", "1w 2013-09-30");
    }

    @Test
    void who_asks_for_more_days_keeps_more(Database db) {
        store(Timeframe.M1, "2025-12-31", "2026-01-31");
        Instant before = kept.policy().cutOff(candles.time.now(), 60);

        assertThat(take(db, before, 10)).hasSize(1);
        assertThat(lines(db, LINES)).containsExactly("1m 2026-01-31");
    }

    @Test
    void a_run_that_goes_on_past_midnight_takes_what_was_counted_before(Database db) {
        store(Timeframe.M1, "2026-01-31", "2026-02-01");
        Instant evening = Instant.parse("2026-03-03T23:59:50Z");
        Instant before = kept.policy().cutOff(evening, null);
        candles.time.moveTo(evening);
        Retained run = kept.asOf(evening);
        long counted = Await.done(db.read(tx -> run.count(tx, before)));

        candles.time.advance(Duration.ofMinutes(1));
        List<OldRow> taken = Await.done(db.write(tx -> run.take(tx, before, 10)));

        assertThat(taken).hasSize((int) counted);
        assertThat(lines(db, LINES)).containsExactly("1m 2026-02-01");
    }

    @Test
    void parts_are_dropped_when_nothing_is_left_in_them_and_they_are_past(Database db) {
        store(Timeframe.M1, "2025-11-05", "2025-12-05", "2026-01-05", "2026-02-05");
        Instant before = Instant.parse("2025-12-01T00:00:00Z");
        take(db, before, 10);

        Await.done(db.statement(kept::optimise));

        assertThat(lines(db, PARTS)).containsExactly("candles_1m_202512", "candles_1m_202601", "candles_1m_202602");
    }

    @Test
    void candles_come_back_as_they_were_though_their_part_is_gone(Database db) {
        store(Timeframe.M1, "2025-11-05", "2025-12-05");
        String rows =
                take(db, candles.time.now(), 10).stream().map(OldRow::json).collect(Collectors.joining(",", "[", "]"));
        Await.done(db.statement(kept::optimise));

        assertThat(lines(db, PARTS)).isEmpty();
        assertThat(putBack(db, rows)).isEqualTo(2);
        assertThat(putBack(db, rows)).isZero();
        assertThat(lines(db, LINES)).containsExactly("1m 2025-11-05", "1m 2025-12-05");
    }

    @Test
    void many_go_in_pieces(Database db) {
        var minutes = new Series("bitfinex", "BTCUSD", Timeframe.M1);
        Instant first = Instant.parse("2025-11-05T00:00:00Z");
        candles.take(IntStream.range(0, 25)
                .mapToObj(i -> new Observation(
                        minutes, Candles.candle(Timeframe.M1.plus(first, i), "100"), true, candles.time.now()))
                .toList());

        assertThat(take(db, candles.time.now(), 10)).hasSize(10);
        assertThat(take(db, candles.time.now(), 10)).hasSize(10);
        assertThat(take(db, candles.time.now(), 10)).hasSize(5);
        assertThat(take(db, candles.time.now(), 10)).isEmpty();
    }

    private void store(Timeframe timeframe, String... days) {
        var series = new Series("bitfinex", "BTCUSD", timeframe);
        candles.take(List.of(days).stream()
                .map(day -> Candles.candle(Instant.parse(day + "T00:00:00Z"), "100"))
                .map(candle -> new Observation(series, candle, true, candles.time.now()))
                .toList());
    }

    private long count(Database db, Instant before) {
        return Await.done(db.read(tx -> kept.count(tx, before)));
    }

    @CanIgnoreReturnValue
    private List<OldRow> take(Database db, Instant before, int most) {
        return Await.done(db.write(tx -> kept.take(tx, before, most)));
    }

    private int putBack(Database db, String rows) {
        return Await.done(db.write(tx -> kept.putBack(tx, rows)));
    }

    private static List<String> lines(Database db, String sql) {
        return Await.done(db.read(tx -> tx.query(sql, row -> row.text("line"))));
    }
}

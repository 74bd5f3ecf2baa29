package dev.tickwork.candleingest.retention;

import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.retention.OldRow;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class RetainedBatchesTest {
    private static final String ADD = """
            INSERT INTO ingest_batches (kind, session_id, node, source, received_at)
            SELECT 'stream', gen_random_uuid(), 'node-1', 'bitfinex', $2
              FROM generate_series(1, $1)
            """;
    private static final String GAP = """
            WITH gap AS (
                INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, state, missing,
                                       next_try_at, detected_run_id)
                VALUES ('bitfinex', 'BTCUSD', '1h', $1::timestamptz, $1 + interval '1 hour', $1, 'missing', 1, $1, gen_random_uuid())
                RETURNING id
            )
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT id, $1, $1 + interval '1 hour', gen_random_uuid(), $2, 'GET /x', $1
              FROM gap
            """;
    private static final String DOUBTED = """
            INSERT INTO candle_quarantine (series_id, open_time, open, high, low, close, volume, is_final, seen_at, batch_id,
                                           rule, reason, state)
            SELECT min(id), $1, 1, 1, 1, 1, 1, true, $1, $2, 'jump', 'far', 'waiting'
              FROM candle_series
            """;
    private static final String IDS = """
            SELECT id
              FROM ingest_batches
             ORDER BY id
            """;
    private static final Instant LONG_AGO = Instant.parse("2026-02-01T00:00:00Z");

    private final RetainedBatches kept = new RetainedBatches();
    private Database db;
    private Candles candles;
    private Instant before;

    @BeforeEach
    void open(Database database) {
        db = database;
        candles = Candles.in(db); // 3 March 2026; its batches came the day before
        before = Instant.parse("2026-03-02T13:00:00Z");
    }

    @Test
    void those_that_nothing_names_go_after_a_week() {
        add(3, LONG_AGO);
        add(2, candles.time.now());
        Instant week = kept.policy().cutOff(candles.time.now(), 1);

        assertThat(count(week)).isEqualTo(3);
        assertThat(take(week, 10)).hasSize(3);
        assertThat(count(week)).isZero();
        assertThat(ids()).hasSize(2);
    }

    @Test
    void one_stays_that_a_candle_names_or_its_former_values_or_a_doubt_or_a_proof() {
        long former = candles.take(hour(0, "100", 1)).batchId();
        long present = candles.take(hour(0, "101", 2)).batchId();
        add(2, LONG_AGO);
        List<Long> added = ids().subList(2, 4);
        Await.done(db.write(tx -> tx.execute(GAP, LONG_AGO, added.get(0))));
        Await.done(db.write(tx -> tx.execute(DOUBTED, LONG_AGO, added.get(1))));
        add(1, LONG_AGO);

        assertThat(take(before, 10)).hasSize(1);
        assertThat(ids()).containsExactly(former, present, added.get(0), added.get(1));
    }

    @Test
    void stretches_in_which_all_are_named_are_passed_over() {
        add(5, LONG_AGO);
        for (int hour = 0; hour < 12; hour++) {
            var unused = candles.take(hour(-24 - hour, "100", 1));
        }
        add(5, LONG_AGO);

        assertThat(count(before)).isEqualTo(10);
        assertThat(take(before, 5)).hasSize(5);
        assertThat(take(before, 5)).isNotEmpty();
        assertThat(count(before)).isLessThan(5);
    }

    @Test
    void they_come_back_as_they_were() {
        add(2, LONG_AGO);
        List<Long> were = ids();
        String rows = take(before, 10).stream().map(OldRow::json).collect(Collectors.joining(",", "[", "]"));

        assertThat(putBack(rows)).isEqualTo(2);
        assertThat(putBack(rows)).isZero();
        assertThat(ids()).isEqualTo(were);
        Await.done(db.statement(kept::optimise));
    }

    private void add(int many, Instant at) {
        Await.done(db.write(tx -> tx.execute(ADD, many, at)));
    }

    private long count(Instant moment) {
        return Await.done(db.read(tx -> kept.count(tx, moment)));
    }

    private List<OldRow> take(Instant moment, int most) {
        return Await.done(db.write(tx -> kept.take(tx, moment, most)));
    }

    private int putBack(String rows) {
        return Await.done(db.write(tx -> kept.putBack(tx, rows)));
    }

    private List<Long> ids() {
        return Await.done(db.read(tx -> tx.query(IDS, row -> row.number("id"))));
    }
}

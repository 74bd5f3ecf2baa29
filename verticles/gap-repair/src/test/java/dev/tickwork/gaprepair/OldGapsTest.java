package dev.tickwork.gaprepair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.CandleShelf.Kept;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class OldGapsTest {
    private static final Instant BEGIN = Instant.parse("2025-01-01T00:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-06-01T00:00:00Z");
    private static final String CONFIRMATIONS = """
            SELECT count(*)::text AS said
              FROM gap_confirmations
            """;

    private final FakeTime time = new FakeTime(TODAY);
    private Database database;
    private CandleShelf shelf;
    private JobHarness harness;

    @BeforeEach
    void open(Database db) {
        database = db;
        shelf = new CandleShelf(db);
        harness = JobHarness.over(db, time);
    }

    @Test
    void what_was_closed_long_ago_is_forgotten_with_its_confirmations() {
        Kept days = days(500, BEGIN);
        insert(days, "2025-02-03", "repaired", TODAY.minus(Duration.ofDays(366)));
        insert(days, "2025-02-05", "gone", TODAY.minus(Duration.ofDays(366)));
        insert(days, "2025-02-07", "repaired", TODAY.minus(Duration.ofDays(364)));

        sweep(true);

        assertThat(shelf.gaps("repaired")).containsExactly("BTCUSD/1d 2025-02-07T00:00:00Z..2025-02-08T00:00:00Z");
        assertThat(shelf.gaps("gone")).isEmpty();
        assertThat(shelf.said(CONFIRMATIONS)).containsExactly("1");
        assertThat(harness.lines()).contains("INFO Forgot old gaps: 2");
    }

    @Test
    void a_look_where_something_changed_forgets_nothing() {
        Kept days = days(500, BEGIN);
        insert(days, "2025-02-03", "repaired", TODAY.minus(Duration.ofDays(400)));

        sweep(false);

        assertThat(shelf.gaps()).hasSize(1);
    }

    @Test
    void what_is_known_to_be_empty_stays_known_while_its_time_is_kept() {
        Kept days = days(30, BEGIN);
        shelf.take(days, Instant.parse("2025-02-03T00:00:00Z"), Instant.parse("2025-02-04T00:00:00Z"));
        insert(days, "2025-02-03", "proven-empty", Instant.parse("2025-02-10T00:00:00Z"));

        sweep(true);
        assertThat(shelf.gaps("proven-empty")).as("an older candle is there").hasSize(1);

        shelf.take(days, BEGIN, Instant.parse("2025-02-03T00:00:00Z"));
        sweep(true);
        assertThat(shelf.gaps()).isEmpty();
        assertThat(shelf.said(CONFIRMATIONS)).containsExactly("0");
    }

    @Test
    void what_is_kept_for_ever_is_never_asked_for_again() {
        Kept days = days(null, Instant.parse("2025-03-01T00:00:00Z"));
        insert(days, "2025-02-03", "proven-empty", Instant.parse("2025-02-10T00:00:00Z"));

        sweep(true);

        assertThat(shelf.gaps("proven-empty")).hasSize(1);
    }

    @Test
    void more_than_one_transaction_takes_are_forgotten() {
        Kept days = days(500, BEGIN);
        shelf.sql("""
            INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, repaired_at, state, missing,
                                   next_try_at, detected_run_id)
            SELECT 'bitfinex', 'BTCUSD', '1d', day, day + interval '1 day', day, day, 'repaired', 1, day, $2
              FROM generate_series($1::timestamptz - interval '4100 days', $1::timestamptz - interval '1 day', '1 day') AS day
            """, BEGIN, CandleShelf.run(1));

        sweep(true);

        assertThat(days.id()).isPositive();
        assertThat(shelf.gaps()).isEmpty();
    }

    private Kept days(Integer keptDays, Instant first) {
        Kept days = shelf.series("BTCUSD", Timeframe.D1, first, keptDays);
        shelf.fill(days, first, TODAY);
        return days;
    }

    private void insert(Kept kept, String day, String state, Instant closedAt) {
        Instant open = Instant.parse(day + "T00:00:00Z");
        shelf.sql(
                """
            WITH gap AS (
                INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, repaired_at, state,
                                       missing, next_try_at, detected_run_id)
                VALUES ('bitfinex', $1, $2, $3, $4, $3, $5, $6, 1, $3, $7)
                RETURNING id
            )
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, request, answered_at)
            SELECT id, $3, $4, $7, 'asked', $5
              FROM gap
            """,
                kept.series().symbol(),
                kept.timeframe().label(),
                open,
                kept.timeframe().closeOf(open),
                closedAt,
                state,
                CandleShelf.run(1));
    }

    private void sweep(boolean isFull) {
        var unused = harness.run(GapJobs.detection(Configs.standard(), database, time), new DetectionArgs(isFull));
    }
}

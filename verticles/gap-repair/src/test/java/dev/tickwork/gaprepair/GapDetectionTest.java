package dev.tickwork.gaprepair;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.CandleShelf.Kept;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class GapDetectionTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");
    private static final String ONE_AT_A_TIME = """
            SELECT pg_advisory_xact_lock(hashtextextended('data_gaps', 0))::text AS locked
            """;
    private static final String WAITING = """
            SELECT locktype AS said
              FROM pg_locks
             WHERE locktype = 'advisory'
               AND NOT granted
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final FakeTime time = FakeTime.at("2026-02-06T00:00:00Z");
    private CandleShelf shelf;
    private Database database;
    private JobHarness harness;

    @BeforeEach
    void open(Database db) {
        database = db;
        shelf = new CandleShelf(db);
        harness = JobHarness.over(db, time);
    }

    @Test
    void a_hole_is_found_and_told_as_programs_expect_it() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T20:00:00Z"), at("2026-02-05T23:00:00Z"));

        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z");
        assertThat(shelf.gaps().get(0).missing()).isEqualTo(3);
        assertThat(harness.lines())
                .contains("WARN Gap detected: BTCUSD/1h from 2026-02-05 20:00:00 to 2026-02-05 23:00:00");
    }

    @Test
    void the_holes_of_a_real_october_are_found() {
        List<String> holes = List.of(
                "2013-10-05T11:00:00Z..2013-10-05T12:00:00Z",
                "2013-10-05T20:00:00Z..2013-10-05T21:00:00Z",
                "2013-10-06T00:00:00Z..2013-10-06T02:00:00Z",
                "2013-10-10T18:00:00Z..2013-10-10T19:00:00Z",
                "2013-10-12T23:00:00Z..2013-10-13T00:00:00Z",
                "2013-10-27T00:00:00Z..2013-10-27T01:00:00Z",
                "2013-10-27T07:00:00Z..2013-10-27T09:00:00Z");
        time.moveTo(at("2013-11-01T00:00:00Z"));
        Kept hours = shelf.series("BTCUSD", Timeframe.H1, null, 365);
        shelf.fill(hours, at("2013-10-01T21:00:00Z"), at("2013-10-31T23:00:00Z"));
        holes.forEach(hole -> shelf.take(hours, at(hole.substring(0, 20)), at(hole.substring(22))));

        detect(false);

        assertThat(shelf.gaps("missing"))
                .containsExactlyElementsOf(
                        holes.stream().map(hole -> "BTCUSD/1h " + hole).toList());
    }

    @Test
    void what_is_not_expected_is_not_missing() {
        // given: listed at noon of the third day, kept for 30 days, the last hour on its way
        Kept young = shelf.series("BTCUSD", Timeframe.H1, at("2026-02-03T12:00:00Z"), 365);
        shelf.fill(young, at("2026-02-03T12:00:00Z"), at("2026-02-05T23:00:00Z"));
        Kept old = shelf.series("ETHUSD", Timeframe.H1, NEW_YEAR, 30);
        shelf.fill(old, at("2026-01-07T00:00:00Z"), at("2026-02-05T23:00:00Z"));
        Kept unknown = shelf.series("SOLUSD", Timeframe.H1, null, 365);
        shelf.fill(unknown, at("2026-02-01T00:00:00Z"), at("2026-02-05T23:00:00Z"));
        shelf.series("XRPUSD", Timeframe.H1, null, 365);

        detect(true);

        assertThat(shelf.gaps()).isEmpty();
    }

    @Test
    void a_candle_that_did_not_come_within_its_grace_is_missing() {
        Kept hours = shelf.series("BTCUSD", Timeframe.H1, at("2026-02-05T00:00:00Z"), 365);
        shelf.fill(hours, at("2026-02-05T00:00:00Z"), at("2026-02-05T23:00:00Z"));

        time.advance(Duration.ofMinutes(2));
        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T23:00:00Z..2026-02-06T00:00:00Z");
    }

    @Test
    void a_candle_that_never_became_final_is_missing() {
        Kept hours = fullOfHours();
        shelf.put(hours, List.of(at("2026-02-05T20:00:00Z")), false);

        detect(true);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T21:00:00Z");
    }

    @Test
    void nothing_is_missing_where_a_backfill_has_still_to_come() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-01-10T00:00:00Z"), at("2026-01-20T00:00:00Z"));
        shelf.chunk(hours, at("2026-01-08T00:00:00Z"), at("2026-01-19T00:00:00Z"), null);

        detect(false);
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-01-19T00:00:00Z..2026-01-20T00:00:00Z");

        time.advance(Duration.ofMinutes(1));
        shelf.fill(hours, at("2026-01-10T00:00:00Z"), at("2026-01-15T00:00:00Z"));
        shelf.chunk(hours, at("2026-01-08T00:00:00Z"), at("2026-01-19T00:00:00Z"), time.now());
        detect(false);
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-01-15T00:00:00Z..2026-01-20T00:00:00Z");
    }

    @Test
    void what_a_backfill_gives_up_is_missing_from_then_on() {
        Kept hours = fullOfHours();
        Kept built = shelf.series("BTCUSD", Timeframe.H4, NEW_YEAR, null, "1h");
        shelf.fill(built, NEW_YEAR, time.now());
        Instant from = at("2026-01-10T00:00:00Z");
        List.of(hours, built).forEach(kept -> shelf.take(kept, from, at("2026-01-11T00:00:00Z")));
        shelf.chunk(hours, from, at("2026-01-11T00:00:00Z"), null);
        detect(false);
        assertThat(shelf.gaps("missing")).isEmpty();

        time.advance(Duration.ofHours(1));
        shelf.fill(hours, at("2026-02-06T00:00:00Z"), time.now());
        shelf.giveUp(hours, from, time.now());
        detect(false);

        assertThat(shelf.gaps("missing"))
                .containsExactly(
                        "BTCUSD/1h 2026-01-10T00:00:00Z..2026-01-11T00:00:00Z",
                        "BTCUSD/4h 2026-01-10T00:00:00Z..2026-01-11T00:00:00Z");
    }

    @Test
    void nothing_is_missing_of_what_is_built_of_a_series_that_has_still_to_come() {
        Kept hours = fullOfHours();
        Instant first = at("2026-01-01T00:00:00Z");
        Kept built = shelf.series("BTCUSD", Timeframe.H4, first, null, "1h");
        shelf.fill(built, at("2026-01-20T00:00:00Z"), time.now());
        shelf.chunk(hours, first, at("2026-01-19T00:00:00Z"), null);

        detect(false);
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/4h 2026-01-19T00:00:00Z..2026-01-20T00:00:00Z");

        time.advance(Duration.ofMinutes(1));
        shelf.fill(built, first, at("2026-01-18T00:00:00Z"));
        shelf.chunk(hours, first, at("2026-01-19T00:00:00Z"), time.now());
        detect(false);
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/4h 2026-01-18T00:00:00Z..2026-01-20T00:00:00Z");
    }

    @Test
    void a_half_repaired_gap_splits_and_adjacent_ones_merge() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T15:00:00Z"));
        detect(false);

        shelf.fill(hours, at("2026-02-05T12:00:00Z"), at("2026-02-05T13:00:00Z"));
        detect(false);
        assertThat(shelf.gaps("missing"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T10:00:00Z..2026-02-05T12:00:00Z",
                        "BTCUSD/1h 2026-02-05T13:00:00Z..2026-02-05T15:00:00Z");

        shelf.take(hours, at("2026-02-05T12:00:00Z"), at("2026-02-05T13:00:00Z"));
        detect(true);
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T10:00:00Z..2026-02-05T15:00:00Z");
        assertThat(shelf.gaps()).hasSize(1);
    }

    @Test
    void gaps_that_touch_because_one_was_left_alone_merge_later() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T12:00:00Z"));
        detect(false);
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1", time.now());
        shelf.take(hours, at("2026-02-05T12:00:00Z"), at("2026-02-05T15:00:00Z"));
        detect(true);
        shelf.sql("UPDATE data_gaps SET state = 'missing', repaired_at = NULL");

        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T10:00:00Z..2026-02-05T15:00:00Z");
    }

    @Test
    void a_gap_whose_candles_came_by_another_way_is_repaired() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T15:00:00Z"));
        detect(false);

        shelf.fill(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T15:00:00Z"));
        JobOutcome.Done outcome = detect(false);

        assertThat(shelf.gaps("repaired")).hasSize(1);
        assertThat(shelf.gaps().get(0).repairedAt()).isEqualTo(time.now());
        assertThat(outcome.result()).isEqualTo(new DetectionResult(1, 0, 1, 0));
    }

    @Test
    void gaps_past_the_retention_or_of_a_removed_series_are_gone() {
        Kept hours = shelf.series("BTCUSD", Timeframe.H1, NEW_YEAR, 30);
        shelf.fill(hours, NEW_YEAR, at("2026-02-06T00:00:00Z"));
        shelf.take(hours, at("2026-01-07T10:00:00Z"), at("2026-01-07T12:00:00Z"));
        shelf.take(hours, at("2026-01-08T10:00:00Z"), at("2026-01-08T12:00:00Z"));
        detect(false);

        time.advance(Duration.ofHours(35));
        detect(false);
        assertThat(shelf.gaps("gone")).containsExactly("BTCUSD/1h 2026-01-07T10:00:00Z..2026-01-07T12:00:00Z");
        assertThat(shelf.gaps("missing")).contains("BTCUSD/1h 2026-01-08T11:00:00Z..2026-01-08T12:00:00Z");

        shelf.remove(hours, time.now());
        detect(false);
        assertThat(shelf.gaps("missing")).isEmpty();
    }

    @Test
    void a_series_that_is_collected_again_is_looked_through_anew() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T12:00:00Z"));
        detect(false);
        shelf.remove(hours, time.now());
        detect(false);
        assertThat(shelf.gaps("gone")).hasSize(1);

        shelf.sql("UPDATE candle_series SET removed_at = NULL");
        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T10:00:00Z..2026-02-05T12:00:00Z");
    }

    @Test
    void what_is_settled_is_not_found_again() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T12:00:00Z"));
        detect(false);
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1, confirmations = 3", time.now());

        shelf.take(hours, at("2026-02-05T12:00:00Z"), at("2026-02-05T13:00:00Z"));
        detect(true);

        assertThat(shelf.gaps("proven-empty")).containsExactly("BTCUSD/1h 2026-02-05T10:00:00Z..2026-02-05T12:00:00Z");
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T12:00:00Z..2026-02-05T13:00:00Z");
    }

    @Test
    void a_settled_gap_gives_way_to_candles_that_come_late() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T10:00:00Z"), at("2026-02-05T15:00:00Z"));
        detect(false);
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1, confirmations = 3", time.now());
        shelf.sql("""
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, request, answered_at)
            SELECT id, gap_start, gap_end, $1, 'asked', $2
              FROM data_gaps
            """, CandleShelf.run(1), time.now());

        shelf.fill(hours, at("2026-02-05T12:00:00Z"), at("2026-02-05T13:00:00Z"));
        detect(true);

        assertThat(shelf.gaps("proven-empty"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T10:00:00Z..2026-02-05T12:00:00Z",
                        "BTCUSD/1h 2026-02-05T13:00:00Z..2026-02-05T15:00:00Z");
        assertThat(shelf.gaps())
                .allSatisfy(gap -> assertThat(gap.confirmations()).isEqualTo(3));
        assertThat(database.read(tx -> tx.query(
                                "SELECT from_at FROM gap_confirmations ORDER BY 1", row -> row.instant("from_at")))
                        .await())
                .containsExactly(at("2026-02-05T10:00:00Z"), at("2026-02-05T13:00:00Z"));
    }

    @Test
    void with_too_many_open_gaps_nothing_is_looked_for() {
        Kept hours = fullOfHours();
        for (int hour = 0; hour < 4; hour++) {
            Instant open = at("2026-02-05T10:00:00Z").plus(Duration.ofHours(2L * hour));
            shelf.take(hours, List.of(open));
        }
        detect(false);
        shelf.take(hours, List.of(at("2026-02-04T10:00:00Z")));

        JobOutcome outcome = harness.run(job(3), new DetectionArgs(true));

        assertThat(((JobOutcome.Done) outcome).result()).isEqualTo(new DetectionResult(0, 0, 0, 0));
        assertThat(harness.lines()).contains("WARN 4 gaps are open, and with more than 3 nothing is looked for");
        assertThat(shelf.gaps()).hasSize(4);
    }

    @Test
    void weeks_and_months_follow_the_calendar() {
        Kept weeks = shelf.series("BTCUSD", Timeframe.W1, at("2025-01-06T00:00:00Z"), null);
        shelf.fill(weeks, at("2025-01-06T00:00:00Z"), at("2026-02-02T00:00:00Z"));
        shelf.take(weeks, List.of(at("2025-12-29T00:00:00Z")));
        Kept months = shelf.series("BTCUSD", Timeframe.MO1, at("2024-01-01T00:00:00Z"), null);
        shelf.fill(months, at("2024-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z"));
        shelf.take(months, List.of(at("2024-02-01T00:00:00Z"), at("2025-02-01T00:00:00Z")));

        detect(true);

        assertThat(shelf.gaps("missing"))
                .containsExactly(
                        "BTCUSD/1mo 2024-02-01T00:00:00Z..2024-03-01T00:00:00Z",
                        "BTCUSD/1mo 2025-02-01T00:00:00Z..2025-03-01T00:00:00Z",
                        "BTCUSD/1w 2025-12-29T00:00:00Z..2026-01-05T00:00:00Z");
    }

    @Test
    void a_gap_that_somebody_takes_while_it_grows_grows_with_the_next_look() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T21:00:00Z"), at("2026-02-05T23:00:00Z"));
        detect(false);
        time.advance(Duration.ofHours(1).plusMinutes(2));
        shelf.take(hours, at("2026-02-05T23:00:00Z"), at("2026-02-06T00:00:00Z"));
        shelf.fill(hours, at("2026-02-06T00:00:00Z"), at("2026-02-06T01:00:00Z"));

        detectWhile("UPDATE data_gaps SET is_in_repair = true, repair_run_id = $1", CandleShelf.run(1));
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-05T23:00:00Z");
        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-06T00:00:00Z");
    }

    @Test
    void nobody_waits_for_a_gap_that_is_being_settled() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T21:00:00Z"), at("2026-02-05T23:00:00Z"));
        detect(false);
        time.advance(Duration.ofHours(1).plusMinutes(2));
        shelf.take(hours, at("2026-02-05T23:00:00Z"), at("2026-02-06T00:00:00Z"));
        shelf.fill(hours, at("2026-02-06T00:00:00Z"), at("2026-02-06T01:00:00Z"));
        Promise<Void> settling = Promise.promise();
        Promise<Void> settled = Promise.promise();
        Future<Integer> other = database.write(tx -> tx.execute("UPDATE data_gaps SET attempts = attempts + 1")
                .onSuccess(rows -> settling.complete())
                .compose(rows -> settled.future().map(rows)));
        done(settling.future());

        detect(false);
        settled.complete();
        assertThat(done(other)).isEqualTo(1);
        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-06T00:00:00Z");
    }

    @Test
    void a_gap_that_is_settled_while_it_grows_does_not_settle_what_it_grows_by() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T21:00:00Z"), at("2026-02-05T23:00:00Z"));
        detect(false);
        time.advance(Duration.ofHours(1).plusMinutes(2));
        shelf.take(hours, at("2026-02-05T23:00:00Z"), at("2026-02-06T00:00:00Z"));
        shelf.fill(hours, at("2026-02-06T00:00:00Z"), at("2026-02-06T01:00:00Z"));

        detectWhile("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1", time.now());
        detect(false);

        assertThat(shelf.gaps("proven-empty")).containsExactly("BTCUSD/1h 2026-02-05T21:00:00Z..2026-02-05T23:00:00Z");
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T23:00:00Z..2026-02-06T00:00:00Z");
    }

    @Test
    void a_gap_is_not_absorbed_by_one_that_somebody_takes() {
        twoGapsThatGrowTogether();

        detectWhile(
                "UPDATE data_gaps SET is_in_repair = true, repair_run_id = $1 WHERE missing = 2", CandleShelf.run(1));

        assertThat(shelf.gaps("missing"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T18:00:00Z..2026-02-05T20:00:00Z",
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z");
        detect(false);
        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T18:00:00Z..2026-02-05T23:00:00Z");
    }

    @Test
    void a_gap_does_not_grow_over_one_that_somebody_takes() {
        twoGapsThatGrowTogether();

        detectWhile(
                "UPDATE data_gaps SET is_in_repair = true, repair_run_id = $1 WHERE missing = 3", CandleShelf.run(1));

        assertThat(shelf.gaps("missing"))
                .containsExactly(
                        "BTCUSD/1h 2026-02-05T18:00:00Z..2026-02-05T20:00:00Z",
                        "BTCUSD/1h 2026-02-05T20:00:00Z..2026-02-05T23:00:00Z");
    }

    /** They touch, of two candles and of three; the next look makes them one. */
    private void twoGapsThatGrowTogether() {
        Kept hours = fullOfHours();
        shelf.take(hours, at("2026-02-05T18:00:00Z"), at("2026-02-05T20:00:00Z"));
        detect(false);
        shelf.sql("UPDATE data_gaps SET state = 'proven-empty', repaired_at = $1", time.now());
        shelf.take(hours, at("2026-02-05T20:00:00Z"), at("2026-02-05T23:00:00Z"));
        detect(true);
        shelf.sql("UPDATE data_gaps SET state = 'missing', repaired_at = NULL");
    }

    @Test
    void a_hole_of_which_somebody_adds_a_part_is_found_as_a_whole_by_the_next_look() {
        Kept hours = fullOfHours();
        detect(false);
        time.advance(Duration.ofHours(3).plusMinutes(2));
        shelf.take(hours, at("2026-02-05T23:00:00Z"), at("2026-02-06T00:00:00Z"));
        shelf.fill(hours, at("2026-02-06T02:00:00Z"), at("2026-02-06T03:00:00Z"));

        detectWhile("""
            INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, state, missing,
                                   next_try_at, detected_run_id)
            VALUES ('bitfinex', 'BTCUSD', '1h', $1, $2, $2, 'missing', 1, $2, $3)
            """, at("2026-02-05T23:00:00Z"), at("2026-02-06T00:00:00Z"), CandleShelf.run(1));
        detect(false);

        assertThat(shelf.gaps("missing")).containsExactly("BTCUSD/1h 2026-02-05T23:00:00Z..2026-02-06T02:00:00Z");
    }

    private Kept fullOfHours() {
        Kept hours = shelf.series("BTCUSD", Timeframe.H1, NEW_YEAR, 365);
        shelf.fill(hours, NEW_YEAR, at("2026-02-06T00:00:00Z"));
        return hours;
    }

    @CanIgnoreReturnValue
    private JobOutcome.Done detect(boolean full) {
        return (JobOutcome.Done) harness.run(job(0), new DetectionArgs(full));
    }

    /** Looks through everything that may have changed; between that and writing it down somebody else writes. */
    private void detectWhile(String sql, Object... args) {
        Promise<Void> locked = Promise.promise();
        Promise<Void> writing = Promise.promise();
        Future<Integer> other = database.write(tx -> tx.query(ONE_AT_A_TIME, row -> row.text("locked"))
                .onSuccess(lock -> locked.complete())
                .compose(lock -> writing.future())
                .compose(now -> tx.execute(sql, args)));
        done(locked.future());
        Future<JobOutcome> look = harness.start(job(0), new DetectionArgs(false));
        Await.until("it has looked", () -> !shelf.said(WAITING).isEmpty());
        writing.complete();
        assertThat(done(other)).isEqualTo(1);
        assertThat(done(look)).isInstanceOf(JobOutcome.Done.class);
    }

    private GapDetectionJob job(int maxOpenGaps) {
        return GapJobs.detection(Configs.withMaxOpenGaps(maxOpenGaps), database, time);
    }

    private static Instant at(String moment) {
        return Instant.parse(moment);
    }
}

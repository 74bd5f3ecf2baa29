package dev.tickwork.candleingest.intake;

import static dev.tickwork.candleingest.intake.Candles.FOURS;
import static dev.tickwork.candleingest.intake.Candles.HOURS;
import static dev.tickwork.candleingest.intake.Candles.NOON;
import static dev.tickwork.candleingest.intake.Candles.candle;
import static dev.tickwork.candleingest.intake.Candles.forming;
import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.candleingest.store.Saved;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class CandleIntakeTest {
    private static final String HOURS_STORED = """
            SELECT format('%s %s %s', to_char(candles.open_time AT TIME ZONE 'UTC', 'HH24'), candles.close,
                          CASE WHEN is_final THEN 'final' ELSE 'forming' END) AS line
              FROM candles
              JOIN candle_series ON candle_series.id = candles.series_id
             WHERE candles.timeframe = $1
             ORDER BY candle_series.symbol, candles.open_time
            """;

    private static final String REVISIONS = """
            SELECT format('%s>%s by %s', old_close, new_close, new_batch_id - old_batch_id) AS line
              FROM candle_revisions
             ORDER BY id
            """;

    private static final String WAITING = """
            SELECT format('%s %s', rule, close) AS line
              FROM candle_quarantine
             ORDER BY id
            """;

    private static final String DECIDED = """
            SELECT format('%s %s by %s: %s', close, state, decided_by, decision) AS line
              FROM candle_quarantine
             ORDER BY id
            """;

    private static final String BATCHES_OF_CANDLES = """
            SELECT batch_id::text AS line
              FROM candles
             WHERE timeframe = '1h'
             ORDER BY open_time
            """;

    private static final String BUILT_BATCHES = """
            SELECT count(*)::text AS line
              FROM ingest_batches
             WHERE kind = 'built'
            """;

    private static final String PARTS = """
            SELECT relname AS line
              FROM pg_class
             WHERE relname ~ '^candles_.*_[0-9]+$'
             ORDER BY relname
            """;

    @Test
    void a_candle_is_stored_once_however_often_it_comes(Database db) {
        var candles = Candles.in(db);

        var first = candles.take(hour(0, "100", 0), hour(1, "101", 0));
        var second = candles.take(hour(0, "100", 5), hour(1, "101.0", 5), hour(2, "102", 5));

        assertThat(first.saved().added()).hasSize(2);
        assertThat(second.saved().added()).hasSize(1);
        assertThat(second.saved().unchanged()).isEqualTo(2);
        assertThat(stored(db, "1h")).containsExactly("12 100 final", "13 101 final", "14 102 final");
    }

    @Test
    void a_forming_candle_changes_until_it_is_final_and_leaves_no_trace(Database db) {
        var candles = Candles.in(db);

        candles.take(forming(0, "100", 0));
        candles.take(forming(0, "101", 1));
        var last = candles.take(hour(0, "102", 2));

        assertThat(last.saved().changed()).hasSize(1);
        assertThat(stored(db, "1h")).containsExactly("12 102 final");
        assertThat(lines(db, REVISIONS)).isEmpty();
    }

    @Test
    void a_final_candle_is_not_replaced_by_a_forming_or_an_older_one(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 10));

        var forming = candles.take(forming(0, "99", 20));
        var older = candles.take(hour(0, "98", 5));

        assertThat(forming.saved().older()).isEqualTo(1);
        assertThat(older.saved().older()).isEqualTo(1);
        assertThat(stored(db, "1h")).containsExactly("12 100 final");
    }

    @Test
    void a_restated_candle_is_replaced_and_what_it_said_is_kept(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 0));

        var restated = candles.take(hour(0, "100.5", 10));

        assertThat(restated.saved().restated()).hasSize(1);
        assertThat(stored(db, "1h")).containsExactly("12 100.5 final");
        assertThat(lines(db, REVISIONS)).containsExactly("100>100.5 by 1");
    }

    @Test
    void the_best_of_several_that_arrive_together_is_stored(Database db) {
        var candles = Candles.in(db);

        candles.take(forming(0, "103", 9), hour(0, "100", 1), hour(0, "101", 3), hour(0, "102", 2));

        assertThat(stored(db, "1h")).containsExactly("12 101 final");
    }

    @Test
    void four_complete_hours_make_a_candle_of_four_hours(Database db) {
        var candles = Candles.in(db);

        candles.take(hour(0, "100", 0), hour(1, "110", 0), hour(3, "120", 0));
        var incomplete = stored(db, "4h");
        var completing = candles.take(hour(2, "90", 3));

        assertThat(incomplete).isEmpty();
        assertThat(completing.built().added()).hasSize(1);
        Candle built = completing.built().added().get(0).candle();
        assertThat(built.openTime()).isEqualTo(NOON);
        assertThat(List.of(built.open(), built.high(), built.low(), built.close(), built.volume()))
                .containsExactly(number("100"), number("121"), number("89"), number("120"), number("40"));
        assertThat(completing.built().added().get(0).seen().series()).isEqualTo(FOURS);
    }

    @Test
    void a_forming_hour_completes_nothing(Database db) {
        var candles = Candles.in(db);

        candles.take(hour(0, "100", 0), hour(1, "100", 0), hour(2, "100", 0), forming(3, "100", 0));

        assertThat(stored(db, "4h")).isEmpty();
    }

    @Test
    void a_restated_hour_restates_the_candle_that_was_built_of_it(Database db) {
        var candles = Candles.in(db);
        candles.take(hours(0, 4));

        var restated = candles.take(hour(3, "105", 9));

        assertThat(restated.built().restated()).hasSize(1);
        assertThat(stored(db, "4h")).containsExactly("12 105 final");
        assertThat(lines(db, REVISIONS)).hasSize(2);
    }

    @Test
    void hours_that_come_again_make_a_candle_of_four_hours_that_is_collected_since(Database db) {
        var candles = Candles.in(db);
        collectFours(db, candles, "removed_at = added_at");
        candles.take(hours(0, 8));
        var before = stored(db, "4h");
        collectFours(db, candles, "removed_at = NULL");

        var again = candles.take(hours(0, 4));

        assertThat(before).isEmpty();
        assertThat(again.saved().unchanged()).isEqualTo(4);
        assertThat(again.built().added()).hasSize(1);
        assertThat(stored(db, "4h")).containsExactly("12 100 final");
    }

    @Test
    void hours_that_come_again_build_nothing_that_is_there(Database db) {
        var candles = Candles.in(db);
        candles.take(hours(0, 8));

        var again = candles.take(
                IntStream.range(0, 8).mapToObj(i -> hour(i, "100.0", 5)).toList());

        assertThat(again.saved().unchanged()).isEqualTo(8);
        assertThat(again.built()).isEqualTo(Saved.NOTHING);
        assertThat(lines(db, BUILT_BATCHES)).containsExactly("1");
    }

    @Test
    void two_who_bring_half_of_the_hours_each_complete_it_together(Database db) {
        var candles = Candles.in(db);
        candles.take(hours(4, 4)); // the parts are there

        var first = db.write(tx -> candles.intake.take(tx, Candles.batch(), hours(0, 2)));
        var second = db.write(tx -> candles.intake.take(tx, Candles.batch(), hours(2, 2)));
        Await.done(Future.all(first, second));

        assertThat(stored(db, "4h")).hasSize(2);
    }

    @Test
    void parts_are_made_when_they_are_needed_by_many_at_once(Database db) {
        var one = Candles.in(db);
        var other = Candles.in(db);
        List<Observation> minutes = List.of(minute("2013-10-01T00:00:00Z"), minute("2013-11-30T23:59:00Z"));

        var both = Future.all(
                db.write(tx -> one.intake.take(tx, Candles.batch(), minutes)),
                db.write(tx -> other.intake.take(tx, Candles.batch(), minutes)));
        Await.done(both);

        assertThat(lines(db, PARTS)).containsExactly("candles_1m_201310", "candles_1m_201311");
        assertThat(stored(db, "1m")).hasSize(2);
    }

    @Test
    void a_part_that_was_dropped_is_made_again(Database db) {
        var candles = Candles.in(db);
        candles.take(minute("2013-10-01T00:00:00Z"));
        Await.done(db.write(tx -> tx.execute("DROP TABLE candles_1m_201310")));

        var refused = db.write(tx -> candles.intake.take(tx, Candles.batch(), List.of(minute("2013-10-01T00:01:00Z"))));
        assertThatThrownBy(() -> Await.done(refused)).isInstanceOf(DatabaseError.class);
        candles.take(minute("2013-10-01T00:01:00Z"));

        assertThat(stored(db, "1m")).hasSize(1);
    }

    @Test
    void weeks_and_months_have_their_part_already(Database db) {
        var candles = Candles.in(db);
        var weeks = new Series("bitfinex", "BTCUSD", Timeframe.W1);
        var months = new Series("bitfinex", "BTCUSD", Timeframe.MO1);

        candles.take(
                new Observation(weeks, candle(Instant.parse("2013-09-30T00:00:00Z"), "100"), true, NOON),
                new Observation(months, candle(Instant.parse("2013-10-01T00:00:00Z"), "100"), true, NOON));

        assertThat(stored(db, "1w")).hasSize(1);
        assertThat(stored(db, "1mo")).hasSize(1);
    }

    @Test
    void a_doubted_candle_waits_once_and_the_others_are_stored(Database db) {
        var candles = Candles.in(db);

        var first = candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        var second = candles.take(hour(0, "100", 5), hour(1, "2000", 5), hour(2, "101", 5));

        assertThat(first.verdict().quarantined()).isEqualTo(1);
        assertThat(second.verdict().quarantined()).isEqualTo(1);
        assertThat(stored(db, "1h")).containsExactly("12 100 final", "14 101 final");
        assertThat(lines(db, WAITING)).containsExactly("jump 2000");
    }

    @Test
    void what_was_accepted_once_is_stored(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        Await.done(
                db.write(tx -> tx.execute("UPDATE candle_quarantine SET state = 'accepted', decided_at = $1", NOON)));

        candles.take(hour(1, "2000", 5));

        assertThat(stored(db, "1h")).containsExactly("12 100 final", "13 2000 final", "14 101 final");
    }

    @Test
    void a_wick_of_a_bad_print_waits(Database db) {
        var candles = Candles.in(db);

        candles.take(hour(0, "100", 0), wick(1, "9000"), hour(2, "101", 0));

        assertThat(stored(db, "1h")).containsExactly("12 100 final", "14 101 final");
        assertThat(lines(db, WAITING)).containsExactly("jump 100");
    }

    @Test
    void a_jump_that_goes_on_waits_no_longer_and_is_stored_with_its_own_batch(Database db) {
        var candles = Candles.in(db);
        candles.take(hours(0, 3));
        candles.take(hour(3, "2000", 0));
        var waiting = stored(db, "1h");
        candles.time.advance(Duration.ofHours(1));

        var taken = candles.take(hour(4, "2010", 3600));

        assertThat(waiting).hasSize(3);
        assertThat(stored(db, "1h")).endsWith("15 2000 final", "16 2010 final");
        assertThat(lines(db, DECIDED))
                .containsExactly("2000 accepted by candle-ingest: the candles around it bear it out");
        assertThat(lines(db, BATCHES_OF_CANDLES)).containsExactly("1", "1", "1", "2", "3");
        assertThat(taken.saved().added()).hasSize(2);
        assertThat(taken.saved().added().get(1).seen().seenAt()).isEqualTo(candles.time.now());
        assertThat(taken.built().added()).as("four hours are complete").hasSize(1);
    }

    @Test
    void a_jump_goes_on_in_another_part_of_the_table(Database db) {
        var candles = Candles.in(db);
        candles.take(
                new Observation(HOURS, candle(Instant.parse("2013-11-30T20:00:00Z"), "100"), true, NOON),
                new Observation(HOURS, candle(Instant.parse("2013-12-01T00:00:00Z"), "2000"), true, NOON));
        Await.done(db.write(tx -> tx.execute("DROP TABLE candles_1h_201312, candles_4h_201301")));
        var others = Candles.in(db);

        others.take(new Observation(HOURS, candle(Instant.parse("2013-12-01T01:00:00Z"), "2010"), true, NOON));

        assertThat(stored(db, "1h")).containsExactly("20 100 final", "00 2000 final", "01 2010 final");
    }

    @Test
    void a_bad_print_waits_on_when_the_price_is_as_before(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 0));
        candles.take(hour(1, "2000", 0));

        candles.take(hour(2, "101", 0));
        candles.take(hour(3, "102", 0));

        assertThat(stored(db, "1h")).containsExactly("12 100 final", "14 101 final", "15 102 final");
        assertThat(lines(db, DECIDED)).containsExactly("2000 waiting by : ");
    }

    @Test
    void two_that_say_different_wrong_things_bear_each_other_out_in_nothing(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 0));
        candles.take(hour(1, "2000", 0));
        candles.take(hour(2, "90000", 0));

        candles.take(hour(3, "101", 0));

        assertThat(stored(db, "1h")).containsExactly("12 100 final", "15 101 final");
        assertThat(lines(db, WAITING)).containsExactly("jump 2000", "jump 90000");
    }

    @Test
    void what_is_told_again_and_borne_out_by_then_waits_no_longer(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 0), hour(1, "2000", 0));

        candles.take(hour(0, "100", 5), hour(1, "2000", 5), hour(2, "2010", 5));

        assertThat(stored(db, "1h")).containsExactly("12 100 final", "13 2000 final", "14 2010 final");
        assertThat(lines(db, DECIDED)).singleElement().asString().startsWith("2000 accepted");
    }

    @Test
    void the_oldest_candle_is_released_by_what_is_loaded_before_it(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(1, "100", 0), hour(2, "2000", 0), hour(3, "2010", 0));
        var first = stored(db, "1h");

        candles.take(hour(0, "101", 0), hour(1, "100", 0));

        assertThat(first).containsExactly("14 2000 final", "15 2010 final");
        assertThat(stored(db, "1h")).hasSize(4);
        assertThat(lines(db, DECIDED)).singleElement().asString().startsWith("100 accepted");
    }

    @Test
    void what_was_rejected_stays_out_whatever_comes_after_it(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(0, "100", 0), hour(1, "2000", 0));
        Await.done(
                db.write(tx -> tx.execute("UPDATE candle_quarantine SET state = 'rejected', decided_at = $1", NOON)));
        candles.take(hour(2, "2010", 0));
        candles.take(hour(3, "2020", 0));

        var again = candles.take(hour(1, "2000.0", 60), hour(2, "2010", 60));

        assertThat(again.verdict().rejected()).isEqualTo(1);
        assertThat(again.verdict().quarantined()).isZero();
        assertThat(stored(db, "1h")).containsExactly("12 100 final", "14 2010 final", "15 2020 final");
    }

    @Test
    void what_is_stored_already_is_not_doubted_when_it_comes_again(Database db) {
        var candles = Candles.in(db);
        candles.take(hour(1, "2000", 0));
        candles.take(hour(0, "100", 0));

        var again = candles.take(hour(0, "100", 5), hour(1, "2000", 5), hour(2, "101", 5));

        assertThat(again.verdict().quarantined()).isZero();
        assertThat(lines(db, WAITING)).isEmpty();
    }

    @Test
    void a_jump_is_seen_across_a_hole_although_no_price_is_taken_for_frozen(Database db) {
        var candles = Candles.in(db);
        Await.done(db.write(tx -> tx.execute("UPDATE quality_rules SET is_on = false WHERE rule = 'frozen'")));
        Await.done(candles.quarantine.reload(db));
        candles.take(hour(0, "100", 0));

        candles.take(hour(5, "2000", 0));
        candles.take(hour(10, "101", 0));

        assertThat(lines(db, WAITING)).containsExactly("jump 2000");
    }

    @Test
    void a_frozen_price_is_doubted_from_page_to_page(Database db) {
        var candles = Candles.in(db);
        List<Observation> still =
                IntStream.range(0, 32).mapToObj(CandleIntakeTest::standing).toList();

        candles.take(still.subList(0, 20));
        candles.take(still.subList(20, 31));
        candles.take(still.subList(31, 32));

        assertThat(stored(db, "1h")).hasSize(29);
        assertThat(lines(db, WAITING)).hasSize(3).containsOnly("frozen 100");
    }

    @Test
    void a_forming_candle_that_cannot_be_true_is_left_out(Database db) {
        var candles = Candles.in(db);
        var impossible = new Candle(NOON, number("1"), number("1"), number("2"), number("1"), number("1"));

        var taken = candles.take(new Observation(HOURS, impossible, false, NOON), hour(1, "100", 0));

        assertThat(taken.verdict().ignored()).isEqualTo(1);
        assertThat(stored(db, "1h")).containsExactly("13 100 final");
        assertThat(lines(db, WAITING)).isEmpty();
    }

    @Test
    void thousands_of_candles_go_in_at_once(Database db) {
        var candles = Candles.in(db);

        var taken = candles.take(hours(0, 2_500));

        assertThat(taken.saved().added()).hasSize(2_500);
        assertThat(taken.built().added()).hasSize(625);
    }

    private static void collectFours(Database db, Candles candles, String change) {
        Await.done(db.write(tx -> tx.execute("UPDATE candle_series SET " + change + " WHERE timeframe = '4h'")));
        Await.done(candles.book.reload());
    }

    private static List<Observation> hours(int first, int many) {
        return IntStream.range(first, first + many)
                .mapToObj(i -> hour(i, "100", 0))
                .toList();
    }

    /** A candle that opened and closed at 100, with so high a price in between. */
    private static Observation wick(int hours, String high) {
        Observation hour = hour(hours, "100", 0);
        Candle candle = hour.candle();
        var spiked = new Candle(
                candle.openTime(), candle.open(), number(high), candle.low(), candle.close(), candle.volume());
        return new Observation(HOURS, spiked, true, hour.seenAt());
    }

    private static Observation standing(int hours) {
        Observation hour = hour(hours, "100", 0);
        Candle candle = hour.candle();
        BigDecimal price = candle.close();
        var still = new Candle(candle.openTime(), price, price, price, price, candle.volume());
        return new Observation(HOURS, still, true, hour.seenAt());
    }

    private static Observation minute(String open) {
        var minutes = new Series("bitfinex", "BTCUSD", Timeframe.M1);
        return new Observation(minutes, candle(Instant.parse(open), "100"), true, NOON);
    }

    private static List<String> stored(Database db, String timeframe) {
        return Await.done(db.read(tx -> tx.query(HOURS_STORED, row -> row.text("line"), timeframe)));
    }

    private static List<String> lines(Database db, String sql) {
        return Await.done(db.read(tx -> tx.query(sql, row -> row.text("line"))));
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text);
    }
}

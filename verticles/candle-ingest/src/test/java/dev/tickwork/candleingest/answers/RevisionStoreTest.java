package dev.tickwork.candleingest.answers;

import static dev.tickwork.candleingest.intake.Candles.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.candleingest.answers.RevisionStore.Filter;
import dev.tickwork.candleingest.answers.RevisionStore.Revision;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class RevisionStoreTest {
    /** One an hour of a series. */
    private static final String REVISE = """
            INSERT INTO candle_revisions (series_id, open_time, old_open, old_high, old_low, old_close, old_volume, old_seen_at,
                                          old_batch_id, new_open, new_high, new_low, new_close, new_volume, new_seen_at,
                                          new_batch_id, revised_at)
            SELECT series.id, $3::timestamptz + make_interval(hours => hour), 1, 1, 1, 1, 1, $3, 1, 1, 1, 1, 1, 1, $3, 1, $3
              FROM candle_series AS series, generate_series(0, $4::integer - 1) AS hour
             WHERE series.symbol = $1
               AND series.timeframe = $2
            """;

    private static final String ANALYSE = """
            ANALYZE candle_revisions, candle_series
            """;

    private final RevisionStore store = new RevisionStore();
    private Database db;

    @BeforeEach
    void open(Database database) {
        db = database;
        var unused = Candles.in(db);
    }

    @Test
    void those_of_a_series_are_paged_newest_first_within_a_range() {
        revise("BTCUSD", "1h", 10);
        revise("ETHUSD", "1h", 10);
        revise("BTCUSD", "1h", 10);

        List<Revision> first = page(filter("BTCUSD", "1h", hour(2), hour(5), null), 4);
        List<Revision> second =
                page(filter("BTCUSD", "1h", hour(2), hour(5), first.get(3).id()), 4);

        assertThat(first).extracting(Revision::openTime).containsExactly(hour(4), hour(3), hour(2), hour(4));
        assertThat(second).extracting(Revision::openTime).containsExactly(hour(3), hour(2));
        assertThat(first).extracting(Revision::symbol).containsOnly("BTCUSD");
        assertThat(page(filter("BTCUSD", "1h", null, null, null), 100)).hasSize(20);
    }

    @Test
    void those_of_several_series_are_found_by_symbol_or_by_timeframe_or_by_neither() {
        revise("BTCUSD", "1h", 2);
        revise("BTCUSD", "4h", 3);
        revise("ETHUSD", "1h", 4);

        assertThat(page(filter("BTCUSD", null, null, null, null), 100)).hasSize(5);
        assertThat(page(filter(null, "1h", hour(1), null, null), 100)).hasSize(4);
        assertThat(page(filter(null, null, null, null, null), 8))
                .hasSize(8)
                .extracting(Revision::id)
                .isSortedAccordingTo((one, other) -> Long.compare(other, one));
    }

    @Test
    void a_series_with_few_does_not_cost_reading_those_of_the_others() {
        revise("BTCUSD", "1h", 3);
        Stream.of("1m", "1h", "4h", "1d").forEach(timeframe -> revise("ETHUSD", timeframe, 10_000));
        Await.done(db.write(tx -> tx.execute(ANALYSE)));
        Filter chart = filter("BTCUSD", "1h", hour(0), null, null);

        assertThat(page(chart, 500)).hasSize(3);
        assertThat(plan(chart)).isNotEmpty().noneMatch(line -> line.matches(".*Rows Removed by .*: \\d{4,}"));
    }

    private List<String> plan(Filter filter) {
        return Await.done(db.read(tx -> tx.query(
                "EXPLAIN (ANALYZE, TIMING OFF) " + RevisionStore.PAGE,
                row -> row.text("QUERY PLAN"),
                RevisionStore.arguments(filter, 500))));
    }

    private void revise(String symbol, String timeframe, int hours) {
        Await.done(db.write(tx -> tx.execute(REVISE, symbol, timeframe, NOON, hours)));
    }

    private List<Revision> page(Filter filter, int most) {
        return Await.done(db.read(tx -> store.page(tx, filter, most)));
    }

    private static Filter filter(
            @Nullable String symbol,
            @Nullable String timeframe,
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable Long before) {
        return new Filter(symbol, timeframe, from, to, before);
    }

    private static Instant hour(int hours) {
        return NOON.plus(Duration.ofHours(hours));
    }
}

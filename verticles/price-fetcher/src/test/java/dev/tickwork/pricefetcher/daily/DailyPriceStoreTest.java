package dev.tickwork.pricefetcher.daily;

import static dev.tickwork.pricefetcher.daily.Bars.bar;
import static dev.tickwork.pricefetcher.daily.Bars.series;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.quotes.DailyBar;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.providers.DailySeries;
import dev.tickwork.testkit.PostgresFixture;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class DailyPriceStoreTest {
    private static final UUID FIRST_RUN = new UUID(1, 1);
    private static final UUID SECOND_RUN = new UUID(2, 2);
    private static final LocalDate LONG_AGO = LocalDate.parse("2000-01-01");

    private final DailyPriceStore store = new DailyPriceStore("twelvedata", true);

    @Test
    void counts_only_rows_that_changed(Database db) throws Exception {
        save(db, FIRST_RUN, null, series("AAPL", bar("2026-03-02", "100"), bar("2026-03-03", "101")));

        int same =
                save(db, SECOND_RUN, null, series("AAPL", bar("2026-03-02", "100.00"), bar("2026-03-03", "101.000")));
        int corrected = save(
                db,
                SECOND_RUN,
                null,
                series("AAPL", bar("2026-03-02", "100"), bar("2026-03-03", "101.5"), bar("2026-03-04", "102")));

        assertThat(same).isZero();
        assertThat(corrected).isEqualTo(2);
        assertThat(closes(db, "AAPL")).containsExactly("100", "101.5", "102");
    }

    @Test
    void keeps_every_digit_and_knows_what_has_no_volume(Database db) throws Exception {
        var exact = new DailyBar(
                LocalDate.parse("2026-03-02"),
                new BigDecimal("1.17000000000000001"),
                new BigDecimal("1.18"),
                new BigDecimal("1.16"),
                new BigDecimal("1.170000000000000012"),
                null);

        int written = save(db, FIRST_RUN, null, series("EURUSD", exact));
        int again = save(db, SECOND_RUN, null, series("EURUSD", exact));

        assertThat(written).isEqualTo(1);
        assertThat(again).isZero();
        assertThat(closes(db, "EURUSD")).containsExactly("1.170000000000000012");
    }

    @Test
    void knows_first_and_last_day_and_the_run_that_fetched_everything(Database db) throws Exception {
        save(db, FIRST_RUN, FIRST_RUN, series("AAPL", bar("2026-03-02", "100"), bar("2026-03-04", "101")));
        save(db, SECOND_RUN, null, series("AAPL", bar("2026-03-03", "100.5")), series("SPY"));

        assertThat(db.read(tx -> store.series(tx, List.of("AAPL", "MSFT", "SPY")))
                        .await(10, SECONDS))
                .containsExactly(
                        new StoredSeries(
                                "AAPL", LocalDate.parse("2026-03-02"), LocalDate.parse("2026-03-04"), FIRST_RUN),
                        StoredSeries.none("SPY"));
    }

    @Test
    void providers_do_not_meet(Database db) throws Exception {
        var other = new DailyPriceStore("tiingo", false);
        save(db, FIRST_RUN, null, series("AAPL", bar("2026-03-02", "100")));

        int written = db.write(tx -> other.save(tx, List.of(series("AAPL", bar("2026-03-02", "99"))), FIRST_RUN, null))
                .await(10, SECONDS);

        assertThat(written).isEqualTo(1);
        assertThat(closes(db, "AAPL")).containsExactly("100");
    }

    @Test
    void a_restated_series_takes_the_place_of_the_stored_one(Database db) throws Exception {
        save(
                db,
                FIRST_RUN,
                null,
                series("AAPL", bar("2026-03-02", "100"), bar("2026-03-03", "104"), bar("2026-03-04", "26")),
                series("MSFT", bar("2026-03-03", "400")));

        int changed = db.write(tx ->
                        store.replace(tx, series("AAPL", bar("2026-03-02", "25"), bar("2026-03-04", "26")), SECOND_RUN))
                .await(10, SECONDS);

        assertThat(changed).as("one deleted, one changed").isEqualTo(2);
        assertThat(closes(db, "AAPL")).containsExactly("25", "26");
        assertThat(closes(db, "MSFT")).containsExactly("400");
    }

    @Test
    void the_table_itself_refuses_what_cannot_be(Database db) {
        var upsideDown = new DailyBar(
                LocalDate.parse("2026-03-02"), BigDecimal.TEN, BigDecimal.ONE, BigDecimal.TEN, BigDecimal.TEN, null);

        assertThatThrownBy(() -> save(db, FIRST_RUN, null, series("AAPL", upsideDown)))
                .isInstanceOf(DatabaseError.class);
        assertThatThrownBy(() -> save(db, FIRST_RUN, null, series("NOSUCH", bar("2026-03-02", "1"))))
                .isInstanceOf(DatabaseError.class);
    }

    @CanIgnoreReturnValue
    private int save(Database db, UUID run, @Nullable UUID fullRun, DailySeries... series) throws Exception {
        return db.write(tx -> store.save(tx, List.of(series), run, fullRun)).await(10, SECONDS);
    }

    private List<String> closes(Database db, String symbol) throws Exception {
        return db.read(tx -> store.closes(tx, List.of(symbol), LONG_AGO)).await(10, SECONDS).stream()
                .map(close -> close.close().toPlainString())
                .toList();
    }
}

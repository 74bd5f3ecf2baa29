package dev.tickwork.candleingest.intake;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.postgres.Database;
import dev.tickwork.testservers.Await;
import dev.tickwork.testservers.FakeTime;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;

/** A database with series of two symbols, and a way for candles to come in. */
public final class Candles {
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    public static final Series HOURS = new Series("bitfinex", "BTCUSD", Timeframe.H1);
    public static final Series FOURS = new Series("bitfinex", "BTCUSD", Timeframe.H4);
    private static final EnumSet<Timeframe> SERVED = EnumSet.complementOf(EnumSet.of(Timeframe.H4));

    public final FakeTime time = FakeTime.at("2026-03-03T00:00:00Z");
    public final List<Intake> told = new ArrayList<>();
    public final SeriesBook book;
    public final CandleIntake intake;
    public final Quarantine quarantine = new Quarantine();
    private final Database database;
    private final SeriesStore series = new SeriesStore();

    private Candles(Database database) {
        this.database = database;
        this.book = new SeriesBook(database, series);
        this.intake = new CandleIntake(book, quarantine, new Kept(told), time);
    }

    /** Hours, four hours, days, weeks and months of two symbols are collected. */
    public static Candles in(Database database) {
        var candles = new Candles(database);
        var wanted = new SeriesRules("bitfinex", SERVED, timeframe -> 365)
                .wanted(
                        List.of("BTCUSD", "ETHUSD"),
                        List.of(Timeframe.M1, Timeframe.H1, Timeframe.H4, Timeframe.D1, Timeframe.W1, Timeframe.MO1));
        Await.done(database.write(tx -> candles.series.register(tx, wanted, "configuration", candles.time.now())));
        Await.done(candles.book.reload());
        Await.done(candles.quarantine.reload(database));
        return candles;
    }

    /** Takes candles in, as a run of its own, and tells. */
    @CanIgnoreReturnValue
    public Intake take(List<Observation> seen) {
        Intake taken =
                Await.done(database.write(tx -> intake.take(tx, batch(), seen))).orElseThrow();
        intake.told(taken);
        return taken;
    }

    @CanIgnoreReturnValue
    public Intake take(Observation... seen) {
        return take(List.of(seen));
    }

    /** A run's answer. */
    public static Batch batch() {
        return new Batch("repair", new UUID(1, 1), 1, null, "node-1", "bitfinex", "GET /x", NOON);
    }

    /** A candle with one price and some volume. */
    public static Candle candle(Instant open, String price) {
        var value = new BigDecimal(price);
        return new Candle(
                open, value, value.add(BigDecimal.ONE), value.subtract(BigDecimal.ONE), value, BigDecimal.TEN);
    }

    /** A candle of hours that is over, so many hours after noon, seen so many seconds after the next day began. */
    public static Observation hour(int hours, String price, int seconds) {
        return new Observation(
                HOURS,
                candle(Timeframe.H1.plus(NOON, hours), price),
                true,
                Instant.parse("2026-03-03T00:00:00Z").plusSeconds(seconds));
    }

    /** The same, still forming. */
    public static Observation forming(int hours, String price, int seconds) {
        Observation over = hour(hours, price, seconds);
        return new Observation(over.series(), over.candle(), false, over.seenAt());
    }

    private record Kept(List<Intake> told) implements Outcomes {
        @Override
        public void tell(Intake intake) {
            told.add(intake);
        }

        @Override
        public void unknown(Series series) {
            throw new IllegalStateException(series + " is unknown");
        }
    }
}

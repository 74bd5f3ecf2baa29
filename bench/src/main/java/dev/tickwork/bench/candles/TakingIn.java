package dev.tickwork.bench.candles;

import dev.tickwork.bench.jobs.PostgresAddress;
import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.intake.Outcomes;
import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Candles into a table by candle-ingest's own means. */
final class TakingIn implements AutoCloseable {
    private static final int PAGE = 1_000;
    private static final UUID RUN = new UUID(1, 1);

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final SeriesBook book;
    private final CandleIntake intake;
    private final Quarantine quarantine = new Quarantine();

    private TakingIn(PostgresAddress address, int connections) {
        var config = PostgresConfig.standard(PostgresUrl.parse(address.url()), "bench");
        this.database = Database.connect(vertx, config.withPoolSize(connections));
        this.book = new SeriesBook(database, new SeriesStore());
        this.intake = new CandleIntake(book, quarantine, new Nobody(), new Standing(MadeCandles.SEEN));
    }

    /** Our tables, in an empty database. */
    static void migrate(PostgresAddress address) {
        var unused = new Migrations(PostgresUrl.parse(address.url()), new Standing(MadeCandles.SEEN).asClock())
                .run("simulated", Duration.ZERO);
    }

    static TakingIn open(PostgresAddress address, int connections) {
        return new TakingIn(address, connections);
    }

    /** The minutes of so many symbols. */
    List<StoredSeries> series(int many) {
        List<String> symbols =
                IntStream.rangeClosed(1, many).mapToObj(i -> "MADE" + i).toList();
        var wanted = new SeriesRules("bitfinex", EnumSet.of(Timeframe.M1), timeframe -> 365)
                .wanted(symbols, List.of(Timeframe.M1));
        database.write(tx -> new SeriesStore().register(tx, wanted, "bench", MadeCandles.SEEN))
                .await();
        quarantine.reload(database).await();
        return List.copyOf(book.reload().await());
    }

    /** Rows a second, in so many lanes at once. */
    double store(List<MadeCandles> made, int lanes) {
        List<List<MadeCandles>> shares = shares(made, lanes);
        long begin = System.nanoTime();
        long rows = Future.all(shares.stream().map(this::lane).toList()).await().<Integer>list().stream()
                .mapToLong(Integer::longValue)
                .sum();
        return rows * (double) TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin);
    }

    private Future<Integer> lane(List<MadeCandles> made) {
        Future<Integer> rows = Future.succeededFuture(0);
        for (MadeCandles one : made) {
            for (int from = 0; from < one.many(); from += PAGE) {
                int first = from;
                rows = rows.compose(sum -> page(one, first).map(more -> sum + more));
            }
        }
        return rows;
    }

    private Future<Integer> page(MadeCandles made, int from) {
        var batch = new Batch("backfill", RUN, 1, null, "bench", "bitfinex", "GET /made", MadeCandles.SEEN);
        return database.write(tx -> intake.take(tx, batch, made.page(from, PAGE)))
                .map(taken -> taken.map(this::told).orElse(0));
    }

    private int told(Intake taken) {
        intake.told(taken);
        return taken.rows();
    }

    private static List<List<MadeCandles>> shares(List<MadeCandles> made, int lanes) {
        List<List<MadeCandles>> shares = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int mine = lane;
            shares.add(IntStream.range(0, made.size())
                    .filter(i -> i % lanes == mine)
                    .mapToObj(made::get)
                    .toList());
        }
        return shares;
    }

    @Override
    public void close() {
        database.close().await();
        vertx.close().await();
    }

    private record Nobody() implements Outcomes {
        @Override
        public void tell(Intake intake) {
            // Nobody listens here.
        }

        @Override
        public void unknown(Series series) {
            throw new IllegalStateException(series + " is unknown");
        }
    }

    private record Standing(Instant now) implements Time {
        @Override
        public Alarm wakeAt(Instant when, Runnable wake) {
            throw new UnsupportedOperationException("nothing waits here");
        }
    }
}

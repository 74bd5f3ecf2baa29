package dev.tickwork.postgres;

import io.vertx.core.Future;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The statements of one {@link Database#read} or {@link Database#write}, in the order in which they are asked. It is
 * over when that ends; whoever keeps it gets an {@link IllegalStateException}.
 *
 * <p>Statements are prepared once per connection and cached, so their text must be constant. JSON goes in as {@code
 * $1::text::jsonb} and comes out as {@code payload::text}: the client would turn its numbers into doubles.
 */
public final class Tx {
    private static final int LONGEST_PAYLOAD = 7999;
    private static final String NOTIFY = """
            SELECT pg_notify($1, $2)
            """;

    private final SqlConnection connection;
    private final boolean writes;
    private final AtomicBoolean over = new AtomicBoolean();
    private final Queue<Runnable> afterwards = new ConcurrentLinkedQueue<>();

    Tx(SqlConnection connection, boolean writes) {
        this.connection = connection;
        this.writes = writes;
    }

    /** All rows of the answer, in its order; empty when there are none. */
    public <T> Future<List<T>> query(String sql, RowReader<T> reader, @Nullable Object... args) {
        return run(sql, Args.of(args)).map(rows -> read(rows, reader));
    }

    /** The first row of the answer, which should not have more; empty when there is none. */
    public <T> Future<Optional<T>> first(String sql, RowReader<T> reader, @Nullable Object... args) {
        return query(sql, reader, args).map(rows -> rows.stream().findFirst());
    }

    /** Runs one statement that changes rows. @return how many it inserted, updated or deleted */
    public Future<Integer> execute(String sql, @Nullable Object... args) {
        return requireWrites().compose(writable -> run(sql, Args.of(args))).map(RowSet::rowCount);
    }

    /**
     * Runs one statement for each item, in one round trip. Past some hundred items a single statement over {@link
     * Column}s is several times faster.
     *
     * @param items may be empty: nothing is sent
     * @return how many rows they changed together
     */
    public <I> Future<Integer> batch(String sql, List<I> items, Function<? super I, Args> args) {
        if (items.isEmpty()) {
            return requireWrites().map(0);
        }
        var tuples = items.stream().map(args).map(Args::tuple).toList();
        return requireWrites()
                .compose(writable -> connection.preparedQuery(sql).executeBatch(tuples))
                .map(Tx::changed)
                .recover(Failures::typed);
    }

    /**
     * Tells every {@link Notifications} of this database, once this transaction is committed. Equal notifications of one
     * transaction are told once.
     *
     * @param payload less than 8000 bytes; a hint, not the data: it is lost on whoever is not listening
     */
    public Future<Void> notify(String channel, String payload) {
        if (payload.getBytes(StandardCharsets.UTF_8).length > LONGEST_PAYLOAD) {
            throw new IllegalArgumentException("payload for " + channel + " is longer than " + LONGEST_PAYLOAD);
        }
        return requireWrites()
                .compose(writable -> run(NOTIFY, Args.of(channel, payload)))
                .mapEmpty();
    }

    /**
     * Has something told that is true only with this transaction: called once it is committed, in the order of these calls,
     * on the thread that hears of it. Not called when it is rolled back, nor when the answer to the commit was lost; what
     * must not be missed belongs into the transaction.
     *
     * @param news must not throw
     */
    public void afterCommit(Runnable news) {
        if (!writes) {
            throw new IllegalStateException("a read commits nothing: use Database.write");
        }
        afterwards.add(news);
    }

    /** It is committed. */
    void committed() {
        afterwards.forEach(Runnable::run);
    }

    /** False when it was over before. */
    boolean end() {
        return over.compareAndSet(false, true);
    }

    SqlConnection connection() {
        return connection;
    }

    private Future<RowSet<io.vertx.sqlclient.Row>> run(String sql, Args args) {
        if (over.get()) {
            return Future.failedFuture(new IllegalStateException("the transaction is over"));
        }
        return connection.preparedQuery(sql).execute(args.tuple()).recover(Failures::typed);
    }

    private Future<Void> requireWrites() {
        if (over.get()) {
            return Future.failedFuture(new IllegalStateException("the transaction is over"));
        }
        return writes
                ? Future.succeededFuture()
                : Future.failedFuture(new IllegalStateException("a read changes nothing: use Database.write"));
    }

    private static <T> List<T> read(RowSet<io.vertx.sqlclient.Row> rows, RowReader<T> reader) {
        Map<String, Integer> positions = positions(rows);
        var read = new ArrayList<T>(rows.size());
        for (io.vertx.sqlclient.Row row : rows) {
            read.add(reader.read(new Row(row, positions)));
        }
        return List.copyOf(read);
    }

    private static Map<String, Integer> positions(RowSet<io.vertx.sqlclient.Row> rows) {
        if (rows.size() == 0) {
            return Map.of();
        }
        List<String> columns = rows.columnsNames();
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            positions.putIfAbsent(columns.get(i), i);
        }
        return positions;
    }

    // Each statement of a batch has its own count; the first one's is not the sum.
    private static int changed(RowSet<io.vertx.sqlclient.Row> first) {
        int sum = 0;
        for (var rows = first; rows != null; rows = rows.next()) {
            sum += rows.rowCount();
        }
        return sum;
    }
}

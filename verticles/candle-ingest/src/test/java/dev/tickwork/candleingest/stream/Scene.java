package dev.tickwork.candleingest.stream;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.OneNode;
import dev.tickwork.candleingest.stream.ShardPlan.Listed;
import dev.tickwork.candleingest.stream.StreamSettings.Reconnecting;
import dev.tickwork.candleingest.stream.StreamSettings.Saving;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.postgres.Column;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import dev.tickwork.testservers.FakeTime;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** One node that listens, its exchange, and a table into which it stores what it hears. */
final class Scene implements AutoCloseable, StreamOutlet, CatchUps.Requests {
    private static final String MAKE = """
            CREATE TABLE IF NOT EXISTS heard (
                series   text NOT NULL,
                open     timestamptz NOT NULL,
                close    numeric NOT NULL,
                is_final boolean NOT NULL,
                session  uuid NOT NULL
            )
            """;
    private static final String STORE = """
            INSERT INTO heard (series, open, close, is_final, session)
            SELECT series, open, close, is_final, $1
              FROM unnest($2::text[], $3::timestamptz[], $4::numeric[], $5::boolean[]) AS h (series, open, close, is_final)
            """;
    private static final String STORED = """
            SELECT series || ' ' || extract(epoch FROM open - $1::timestamptz)::integer / 60 || ' ' || close
                   || CASE WHEN is_final THEN ' final' ELSE '' END AS said
              FROM heard
             ORDER BY open, series
            """;

    private static final String SEEN_AT = """
            SELECT seen_at
              FROM worker_nodes
             WHERE id = $1
            """;
    private static final String MAINTENANCES = """
            SELECT to_char(from_at AT TIME ZONE 'UTC', 'HH24:MI') AS begun,
                   to_char(until_at AT TIME ZONE 'UTC', 'HH24:MI') AS over
              FROM exchange_maintenances
             ORDER BY from_at
            """;
    private static final Duration STEP = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final String name;
    private final FakeTime time;
    private final OneNode node;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger shown = new AtomicInteger();
    private final AtomicReference<List<Listed>> listed;
    private final AtomicReference<Supplier<Future<Void>>> beforeCommit = new AtomicReference<>(Future::succeededFuture);
    private final ScriptedStreams streams;
    private final Streaming streaming;
    private final Counter unstored = new SimpleMeterRegistry().counter("unstored");
    private volatile boolean over = true;
    private volatile int answer;

    /** What the exchange was asked for besides. */
    record Asked(Series series, Span span) {}

    Scene(String name, String url, FakeTime time, ScriptedStreams streams, int room, Series... series) {
        this.name = name;
        this.time = time;
        this.streams = streams;
        this.node = new OneNode(name, url, time);
        this.listed = new AtomicReference<>(listed(series));
        done(node.database().write(tx -> tx.execute(MAKE)));
        var settings = new StreamSettings(
                25,
                Duration.ofMinutes(180),
                GRACE,
                new Saving(3, Duration.ofSeconds(2), room),
                new Reconnecting(Duration.ofSeconds(1), Duration.ofSeconds(60)));
        var home = new Home(node.context(), time);
        var line = new LineParts(home, streams, new Gate(), new Patience(settings.reconnecting(), time, new Random(7)));
        this.streaming = new Streaming(
                new StreamingParts(
                        new ShardParts(
                                home,
                                line,
                                this,
                                new CatchUps(home, this),
                                new Maintenances(home, node.database(), streams.name()),
                                settings,
                                unstored),
                        new Room(room),
                        UUID::randomUUID),
                () -> Future.succeededFuture(listed.get()));
    }

    Scene started() {
        onContext(() -> streaming.start(node.engine().leases()));
        return this;
    }

    OneNode node() {
        return node;
    }

    StreamStatus status() {
        return onContext(() -> Future.succeededFuture(streaming.status()));
    }

    void collects(Series... series) {
        listed.set(listed(series));
        onContext(streaming::look);
    }

    void stop() {
        onContext(streaming::stop);
    }

    /** When the exchange said that it pauses, as {@code 12:00..12:30}; the end is null while it does. */
    List<String> maintenances() {
        return done(node.database()
                .read(tx -> tx.query(MAINTENANCES, row -> row.text("begun") + ".." + row.textOrNull("over"))));
    }

    /** What was asked for besides the stream. */
    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** How often something found no room. */
    int unstored() {
        return (int) unstored.count();
    }

    /** How many candles were shown. */
    int shown() {
        return shown.get();
    }

    /** Requests go on, or are over as soon as they were asked. */
    void requestsAreOver(boolean now) {
        over = now;
    }

    /** Requests bring every candle with this price, final when its grace is over; nothing when that is 0. */
    void requestsBring(int price) {
        answer = price;
    }

    /** What happens after candles were written and before that is committed. */
    void beforeCommit(Supplier<Future<Void>> what) {
        beforeCommit.set(what);
    }

    /** What is stored, as lines like {@code BTCUSD/1m 0 101 final}, by minute and series. */
    List<String> stored() {
        return stored(node.database());
    }

    static List<String> stored(Database database) {
        return done(database.read(tx -> tx.query(STORED, row -> row.text("said"), Heard.NOON)));
    }

    /** Lets time pass until something is so. */
    void passUntil(String what, BooleanSupplier claim) {
        until(what, () -> {
            boolean holds = claim.getAsBoolean();
            if (!holds) {
                pass(Duration.ofMillis(500));
            }
            return holds;
        });
    }

    /** Lets time pass at a pace at which the node's heart beats in time. */
    void passTo(Instant moment) {
        while (time.now().isBefore(moment)) {
            Duration left = Duration.between(time.now(), moment);
            pass(left.compareTo(STEP) < 0 ? left : STEP);
        }
    }

    private void pass(Duration step) {
        time.advance(step);
        beats();
    }

    /** Returns when the node's heart has beaten of late. */
    void beats() {
        until("the node's heart beats", () -> !seenAt().isBefore(time.now().minus(STEP)));
    }

    private Instant seenAt() {
        return done(node.database().read(tx -> tx.first(SEEN_AT, row -> row.instant("seen_at"), name + "-1")))
                .orElse(Instant.EPOCH);
    }

    @Override
    public Future<Runnable> store(Tx tx, UUID session, Instant receivedAt, List<Observation> seen) {
        return insert(tx, session, seen)
                .compose(rows -> beforeCommit.get().get())
                .map(stored -> () -> {});
    }

    private static Future<Integer> insert(Tx tx, UUID session, List<Observation> seen) {
        return tx.execute(
                STORE,
                session,
                Column.texts(seen, one -> one.series().toString()),
                Column.instants(seen, one -> one.candle().openTime()),
                Column.decimals(seen, one -> one.candle().close()),
                Column.flags(seen, Observation::isFinal));
    }

    @Override
    public void show(Observation seen) {
        shown.incrementAndGet();
    }

    @Override
    public Future<UUID> ask(Series series, Span span) {
        asked.add(new Asked(series, span));
        UUID run = UUID.randomUUID();
        return answer == 0
                ? Future.succeededFuture(run)
                : node.database()
                        .write(tx -> insert(tx, run, answer(series, span)))
                        .map(run);
    }

    private List<Observation> answer(Series series, Span span) {
        Instant over = time.now().minus(GRACE);
        return series.timeframe()
                .opens(span)
                .map(open -> new Observation(
                        series,
                        Heard.candle((int) Duration.between(Heard.NOON, open).toMinutes(), answer),
                        !series.timeframe().closeOf(open).isAfter(over),
                        time.now()))
                .toList();
    }

    @Override
    public Future<Boolean> isOver(UUID run) {
        return Future.succeededFuture(over);
    }

    @Override
    public void close() {
        node.close();
    }

    ScriptedStreams streams() {
        return streams;
    }

    @CanIgnoreReturnValue
    private <T> T onContext(Supplier<Future<T>> work) {
        Promise<T> answer = Promise.promise();
        node.context()
                .runOnContext(now ->
                        Future.succeededFuture().compose(ready -> work.get()).onComplete(answer));
        return done(answer.future());
    }

    private static List<Listed> listed(Series... series) {
        return Arrays.stream(series).map(one -> new Listed(one, true)).toList();
    }
}

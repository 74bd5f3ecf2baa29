package dev.tickwork.candleingest.backfill;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.OneNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class BackfillTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2013-03-31T22:00:00Z");
    private static final Duration PACE = Duration.ofSeconds(6);
    private static final String ADD_SERIES = """
            INSERT INTO candle_series (exchange, symbol, timeframe, built_from, first_open, kept_days, added_at, added_by)
            VALUES ('bitfinex', $1, $2, $3, $4, $5, $6, 'test')
            RETURNING id
            """;
    private static final String KEEP = """
            UPDATE candle_series
               SET kept_days = $1
            """;

    private final FakeTime time = new FakeTime(NOON);
    private final ChunkStore store = new ChunkStore();
    private final ScriptedExchange exchange = new ScriptedExchange(1_002, PACE);
    private final List<OneNode> nodes = new ArrayList<>();
    private Database db;
    private String url;
    private ScriptedFetch fetch;

    @BeforeEach
    void open(Database database, TestDatabase server) {
        db = database;
        url = server.url();
        fetch = new ScriptedFetch(store, time);
    }

    @AfterEach
    void close() {
        nodes.forEach(OneNode::close);
    }

    @Test
    void loads_the_newest_of_every_series_before_the_second_newest_of_any() {
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        OneNode node = node("a");

        RunSummary over = run(node, BackfillArgs.ALL);

        assertThat(over.state()).isEqualTo("success");
        assertThat(fetch.asked()).hasSize(18);
        for (int asked = 0; asked < 18; asked++) {
            assertThat(lead("BTCUSD", asked)).as("after %d requests", asked).isBetween(-2, 2);
        }
        assertThat(fetch.asked().subList(0, 3)).extracting(FetchCandles::until).contains(hours(-1));
        assertThat(chunks()).allMatch(Chunk::isDone);
    }

    @Test
    void makes_as_many_requests_as_it_said() {
        series("BTCUSD", "1h", 365);
        series("BTCUSD", "1d", 365);
        series("ETHUSD", "1m", 30);
        built("BTCUSD", "4h", "1h");
        OneNode node = node("a");

        BackfillPreview said = preview();
        run(node, BackfillArgs.ALL);

        assertThat(said.requests()).isEqualTo(9 + 1 + 44 + 3);
        assertThat(fetch.asked().size() + exchange.asked()).isEqualTo(said.requests());
        assertThat(said.minutes()).isEqualByComparingTo("5.7");
        assertThat(said.series())
                .extracting(BackfillPreview.Line::timeframe, BackfillPreview.Line::candles)
                .contains(tuple("4h", 2190L));
    }

    @Test
    void goes_on_where_it_was_when_its_node_is_gone() {
        series("ETHUSD", "1m", 30);
        OneNode first = node("a");
        UUID run = begin(first, BackfillArgs.ALL);
        stepUntil(() -> fetch.asked().size() >= 10);

        first.die();
        OneNode second = node("b");
        RunSummary over = stepUntilOver(second, run);

        assertThat(over.state()).isEqualTo("success");
        assertThat(fetch.stored().stream().distinct()).hasSize(44);
        assertThat(fetch.asked().size())
                .as("only what was under way is asked twice")
                .isLessThanOrEqualTo(46);
        assertThat(chunks()).hasSize(44).allMatch(Chunk::isDone);
    }

    @Test
    void asks_only_for_what_is_new_when_the_window_grows_in_both_directions() {
        series("BTCUSD", "1h", 100);
        OneNode node = node("a");
        run(node, BackfillArgs.ALL);
        int before = fetch.asked().size();
        time.moveTo(hours(3));
        done(db.write(tx -> tx.execute(KEEP, 120)));

        run(node, BackfillArgs.ALL);

        assertThat(fetch.asked().subList(before, fetch.asked().size()))
                .extracting(FetchCandles::from, FetchCandles::until)
                .containsExactlyInAnyOrder(tuple(hours(-1), hours(2)), tuple(hours(3 - 120 * 24), hours(-100 * 24)));
    }

    @Test
    void never_asks_for_what_lies_before_the_first_candle() {
        exchange.begins("BTCUSD", hours(-30));
        series("BTCUSD", "1h", 365);
        built("BTCUSD", "4h", "1h");
        OneNode node = node("a");

        run(node, BackfillArgs.ALL);

        assertThat(fetch.asked())
                .extracting(FetchCandles::from, FetchCandles::until)
                .containsExactly(tuple(hours(-30), hours(-1)));
        List<Loadable> known = done(db.read(tx -> store.series(tx, "bitfinex")));
        assertThat(known)
                .extracting(Loadable::firstOpen)
                .containsExactly(hours(-30), Timeframe.H4.openFrom(hours(-30)));
    }

    @Test
    void what_is_to_be_loaded_is_known_before_anybody_knows_where_it_begins() {
        series("BTCUSD", "1h", 365);
        exchange.fails("BTCUSD", new Fault.Transient("no answer", null));
        OneNode node = node("a");

        begin(node, BackfillArgs.ALL);
        stepUntil(() -> exchange.asked() > 0);

        assertThat(chunks()).hasSize(9).noneMatch(Chunk::isDone);
    }

    @Test
    void an_exchange_without_any_candle_is_asked_once() {
        exchange.begins("BTCUSD", null);
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");

        RunSummary over = run(node, BackfillArgs.ALL);

        assertThat(over.skipped()).isEqualTo("everything is loaded");
        assertThat(exchange.asked()).isEqualTo(1);
        assertThat(fetch.asked()).isEmpty();
    }

    @Test
    void what_cannot_be_loaded_is_listed_and_tried_again_by_the_next_one() {
        series("BTCUSD", "1h", 100);
        fetch.refuse(from -> from.isBefore(hours(-2100)));
        OneNode node = node("a");

        RunSummary first = run(node, BackfillArgs.ALL);
        Instant over = time.now();
        Chunk failed =
                chunks().stream().filter(chunk -> !chunk.isDone()).findFirst().orElseThrow();
        fetch.refuse(from -> false);
        RunSummary second = run(node, BackfillArgs.ALL);

        assertThat(first.state()).isEqualTo("success");
        assertThat(first.itemsFailed()).isEqualTo(1);
        assertThat(failed.lastError()).isEqualTo("no such candles");
        assertThat(failed.givenUpAt()).isBetween(NOON, over);
        assertThat(second.itemsFailed()).isZero();
        assertThat(chunks()).allMatch(Chunk::isDone).allMatch(chunk -> chunk.givenUpAt() == null);
    }

    @Test
    void a_symbol_that_the_exchange_does_not_know_costs_one_request() {
        exchange.fails("BTCUSD", new Fault.Permanent("unknown symbol", null));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1d", 365);
        OneNode node = node("a");

        RunSummary over = run(node, BackfillArgs.ALL);

        assertThat(over.state()).isEqualTo("success");
        assertThat(over.itemsFailed()).isEqualTo(1);
        assertThat(fetch.asked()).extracting(FetchCandles::symbol).containsExactly("ETHUSD");
        assertThat(chunks())
                .filteredOn(chunk -> !chunk.isDone())
                .singleElement()
                .satisfies(refused -> {
                    assertThat(refused.lastError()).isEqualTo("unknown symbol");
                    assertThat(refused.givenUpAt()).isBetween(NOON, time.now());
                });
        assertThat(exchange.asked()).isEqualTo(2);
    }

    /** How many more of the first requests were for this symbol than for others. */
    private int lead(String symbol, int asked) {
        long its = fetch.asked().stream()
                .limit(asked)
                .filter(one -> one.symbol().equals(symbol))
                .count();
        return (int) (2 * its - asked);
    }

    private BackfillParts parts(Database database) {
        var windows = new Windows(Duration.ofSeconds(30), timeframe -> OptionalInt.of(1825));
        var desk = new BackfillDesk("bitfinex", database, store, windows, new Cuts(exchange.mostPerCall() - 2));
        return new BackfillParts(desk, new BackfillRuns(database), store, new FirstCandles(exchange, time), PACE, time);
    }

    private OneNode node(String name) {
        var node = new OneNode(name, url, time);
        nodes.add(node);
        done(node.engine().start(new BackfillJob("candle-ingest", parts(node.database()))));
        done(node.engine().start(fetch.job()));
        return node;
    }

    private BackfillPreview preview() {
        BackfillParts parts = parts(db);
        return done(parts.desk()
                .look(null, BackfillArgs.ALL, time.now())
                .compose(board -> parts.desk().there(board).map(there -> BackfillPreview.of(board, there, PACE))));
    }

    @CanIgnoreReturnValue
    private RunSummary run(OneNode node, BackfillArgs args) {
        return stepUntilOver(node, begin(node, args));
    }

    @CanIgnoreReturnValue
    private static UUID begin(OneNode node, BackfillArgs args) {
        return done(node.engine()
                        .enqueue(RunRequest.of(BackfillJob.NAME, Origin.EVENT)
                                .with(args)
                                .once(BackfillJob.ONE)))
                .runId();
    }

    private RunSummary stepUntilOver(OneNode node, UUID run) {
        var runs = new BackfillRuns(node.database());
        var over = new RunSummary[1];
        stepUntil(() -> {
            over[0] = done(node.database().read(tx -> runs.find(tx, run))).orElseThrow();
            return over[0].finishedAt() != null;
        });
        return over[0];
    }

    private void stepUntil(BooleanSupplier claim) {
        until("the backfill is as far", () -> {
            boolean holds = claim.getAsBoolean();
            if (!holds) {
                time.advance(Duration.ofMillis(500));
            }
            return holds;
        });
    }

    private List<Chunk> chunks() {
        return done(db.read(tx -> store.series(tx, "bitfinex")
                .compose(all -> store.chunks(tx, all.stream().map(Loadable::id).toList()))));
    }

    private void series(String symbol, String timeframe, int keptDays) {
        add(symbol, timeframe, null, keptDays);
    }

    private void built(String symbol, String timeframe, String from) {
        add(symbol, timeframe, from, 365);
    }

    private void add(String symbol, String timeframe, @Nullable String builtFrom, int keptDays) {
        exchange.begins(symbol, exchange.begin(symbol, LONG_AGO));
        done(db.write(tx ->
                tx.query(ADD_SERIES, row -> row.integer("id"), symbol, timeframe, builtFrom, null, keptDays, NOON)));
    }

    private static Instant hours(int hours) {
        return NOON.plus(Duration.ofHours(hours));
    }
}

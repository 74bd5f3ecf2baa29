package dev.tickwork.candleingest.backfill;

import static dev.tickwork.testservers.Await.done;
import static dev.tickwork.testservers.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.OneNode;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.By;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.DatabaseError;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import dev.tickwork.testservers.TestDatabase;
import io.vertx.core.Future;
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
    private static final Instant LAST_WEEK = Instant.parse("2026-02-23T00:00:00Z");
    private static final Instant FRIDAY = Instant.parse("2026-03-06T12:00:00Z");
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

    private static final String STORE_CANDLES = """
            INSERT INTO candles (series_id, timeframe, open_time, open, high, low, close, volume, is_final, seen_at, batch_id)
            SELECT id, timeframe, $1, 1, 1, 1, 1, 1, true, added_at, 1
              FROM candle_series
            """;

    private static final String FAILED = """
            SELECT error AS line
              FROM job_attempts
             WHERE run_id = $1
             ORDER BY attempt
            """;

    private static final int KEPT_DAYS = 1_825;

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
    void nothing_is_loaded_that_would_not_be_kept() {
        series("BTCUSD", "1h", 3_000);
        OneNode node = node("a");

        RunSummary over = run(node, BackfillArgs.ALL);
        int asked = fetch.asked().size();
        RunSummary again = run(node, BackfillArgs.ALL);

        assertThat(List.of(over.state(), again.state())).containsOnly("success");
        assertThat(chunks()).allMatch(chunk -> !chunk.span().from().isBefore(NOON.minus(Duration.ofDays(KEPT_DAYS))));
        assertThat(fetch.asked()).hasSizeLessThanOrEqualTo(asked + 1);
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
    void says_of_which_series_it_is_not_known_where_they_begin() {
        series("BTCUSD", "1h", 365);
        built("BTCUSD", "4h", "1h");
        OneNode node = node("a");

        BackfillPreview before = preview();
        run(node, BackfillArgs.ALL);

        assertThat(before.series()).hasSize(2).noneMatch(BackfillPreview.Line::firstCandleKnown);
        assertThat(preview().series()).hasSize(2).allMatch(BackfillPreview.Line::firstCandleKnown);
    }

    @Test
    void nobody_asks_where_a_series_begins_of_which_all_is_stored_that_is_wanted() {
        series("BTCUSD", "1w", 10);
        done(db.write(tx -> tx.execute(STORE_CANDLES, LAST_WEEK)));
        OneNode node = node("a");

        BackfillPreview said = preview();
        run(node, BackfillArgs.ALL);

        assertThat(said.requests()).isZero();
        assertThat(exchange.asked()).isZero();
    }

    @Test
    void asks_where_a_series_begins_by_the_same_question_however_long_it_has_to_wait() {
        series("ETHUSD", "1m", 30);
        OneNode node = node("a");
        exchange.fails("ETHUSD", new Fault.RateLimited("too fast", NOON.plusSeconds(70), null));

        begin(node, BackfillArgs.ALL);
        stepUntil(() -> exchange.asked() == 3);

        assertThat(time.now()).isAfter(NOON.plusSeconds(70));
        assertThat(exchange.questions()).containsOnly(exchange.questions().get(0));
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
                .isLessThanOrEqualTo(48);
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
    void the_ledger_does_not_grow_with_what_is_stored_already_and_forgets_what_is_kept_no_more() {
        series("BTCUSD", "1w", 365);
        OneNode node = node("a");
        run(node, BackfillArgs.ALL);
        Chunk loaded = chunks().get(0);
        var keptNoMore = new Span(NOON.minus(Duration.ofDays(1850)), NOON.minus(Duration.ofDays(1840)));
        done(db.write(tx ->
                store.add(tx, List.of(Chunk.toDo(loaded.seriesId(), keptNoMore).found(1, NOON)))));

        for (int week = 0; week < 3; week++) {
            Instant open = loaded.span().until().plus(Duration.ofDays(7L * week));
            done(db.write(tx -> tx.execute(STORE_CANDLES, open)));
            time.advance(Duration.ofDays(7));
            run(node, BackfillArgs.ALL);
        }

        Span whole = new Span(loaded.span().from(), loaded.span().until().plus(Duration.ofDays(21)));
        assertThat(chunks())
                .extracting(Chunk::span, Chunk::candles)
                .containsExactly(tuple(whole, loaded.candlesOrNone() + 3));
        assertThat(fetch.asked()).hasSize(1);
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
    void what_is_built_of_a_series_that_is_loaded_already_begins_with_it_too() {
        exchange.begins("BTCUSD", hours(-30));
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");
        run(node, BackfillArgs.ALL);
        built("BTCUSD", "4h", "1h");

        run(node, BackfillArgs.ALL);

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
    void an_exchange_without_any_candle_is_asked_once_more_when_there_is_another_week() {
        time.moveTo(FRIDAY);
        exchange.begins("BTCUSD", null);
        series("BTCUSD", "1w", 365);
        OneNode node = node("a");
        run(node, BackfillArgs.ALL);
        time.advance(Duration.ofDays(3));

        RunSummary over = run(node, BackfillArgs.ALL);

        assertThat(over.skipped()).isEqualTo("everything is loaded");
        assertThat(exchange.asked()).isEqualTo(2);
        assertThat(chunks()).allMatch(Chunk::isDone);
    }

    @Test
    void a_series_that_was_said_to_have_no_candle_is_loaded_by_the_next_one_when_it_has_some() {
        exchange.begins("BTCUSD", null);
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");
        run(node, BackfillArgs.ALL);
        exchange.begins("BTCUSD", hours(-3000));
        time.advance(Duration.ofMinutes(1));

        BackfillPreview said = preview();
        RunSummary over = run(node, BackfillArgs.ALL);

        assertThat(said.requests()).isEqualTo(1 + 9);
        assertThat(over.itemsDone()).isEqualTo(3);
        assertThat(fetch.asked().stream().mapToLong(BackfillTest::candles).sum())
                .isEqualTo(3000);
        assertThat(chunks()).hasSize(3).allMatch(Chunk::isDone).allMatch(chunk -> chunk.runId() != null);
    }

    @Test
    void an_exchange_that_tells_of_no_candle_is_not_believed_when_there_are_some() {
        exchange.begins("BTCUSD", null);
        series("BTCUSD", "1w", 365);
        done(db.write(tx -> tx.execute(STORE_CANDLES, NOON.minus(Duration.ofDays(7)))));
        OneNode node = node("a");

        RunSummary first = runSlowly(node);
        List<Chunk> left = chunks();
        exchange.begins("BTCUSD", LONG_AGO);
        run(node, BackfillArgs.ALL);

        assertThat(first.state()).isEqualTo("failure");
        assertThat(left).isNotEmpty().noneMatch(Chunk::isDone).noneMatch(chunk -> chunk.lastError() == null);
        assertThat(chunks()).allMatch(Chunk::isDone);
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
        assertThat(over.itemsFailed()).isEqualTo(9);
        assertThat(fetch.asked()).extracting(FetchCandles::symbol).containsExactly("ETHUSD");
        assertThat(chunks()).filteredOn(chunk -> !chunk.isDone()).hasSize(9).allSatisfy(refused -> {
            assertThat(refused.lastError()).isEqualTo("unknown symbol");
            assertThat(refused.givenUpAt()).isBetween(NOON, time.now());
        });
        assertThat(exchange.asked()).isEqualTo(2);
    }

    @Test
    void a_series_whose_begin_cannot_be_told_for_now_does_not_keep_the_others_from_being_loaded() {
        exchange.fails("BTCUSD", new Fault.Transient("no answer", null));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        OneNode node = node("a");

        RunSummary first = runSlowly(node);
        List<Chunk> left = chunks().stream().filter(chunk -> !chunk.isDone()).toList();
        exchange.works("BTCUSD");
        RunSummary second = run(node, BackfillArgs.ALL);

        assertThat(first.state()).isEqualTo("success");
        assertThat(first.itemsDone()).isEqualTo(9);
        assertThat(left).hasSize(9).extracting(Chunk::lastError).containsOnly("no answer");
        assertThat(second.itemsDone()).isGreaterThanOrEqualTo(9);
        assertThat(chunks()).allMatch(Chunk::isDone);
    }

    @Test
    void a_series_whose_begin_cannot_be_told_takes_nothing_from_the_others() {
        exchange.fails("BTCUSD", new Fault.Transient("no answer", null));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        series("SOLUSD", "1h", 365);
        OneNode node = node("a");

        UUID run = begin(node, BackfillArgs.ALL);
        stepUntil(() -> !failures(run).isEmpty());

        assertThat(fetch.stored())
                .as("in the first attempt")
                .hasSize(18)
                .extracting(FetchCandles::symbol)
                .containsOnly("ETHUSD", "SOLUSD");
        assertThat(failures(run)).containsExactly("nobody can tell where they begin: {BTCUSD/1h=no answer}");
    }

    @Test
    void each_attempt_begins_with_another_series_and_asks_for_each() {
        exchange.fails("BTCUSD", new Fault.Transient("no answer", null));
        exchange.fails("ETHUSD", new Fault.Transient("broken", null));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        OneNode node = node("a");

        UUID run = begin(node, BackfillArgs.ALL);
        until("the first attempt is over", () -> failures(run).size() == 1);
        stepUntil(() -> failures(run).size() >= 2);

        assertThat(exchange.questions().subList(0, 4))
                .extracting(CandleQuestion::symbol)
                .containsExactly("BTCUSD", "ETHUSD", "ETHUSD", "BTCUSD");
        assertThat(failures(run).get(0)).endsWith("{BTCUSD/1h=no answer, ETHUSD/1h=broken}");
    }

    @Test
    void a_begin_that_cannot_be_told_is_asked_for_again_while_others_are_loaded() {
        exchange.fails("BTCUSD", new Fault.Transient("no answer", null));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        fetch.hold(true);
        OneNode node = node("a");

        UUID run = begin(node, BackfillArgs.ALL);
        until("each was asked for", () -> exchange.asked() == 2);
        exchange.works("BTCUSD");
        stepUntil(() -> exchange.asked() == 3);

        assertThat(exchange.questions().get(2).symbol()).isEqualTo("BTCUSD");
        assertThat(time.now()).isAfterOrEqualTo(NOON.plus(Duration.ofMinutes(5)));
        assertThat(failures(run)).isEmpty();
    }

    @Test
    void a_wait_that_the_exchange_wants_is_one_of_all_series() {
        exchange.fails("BTCUSD", new Fault.RateLimited("too fast", NOON.plusSeconds(70), null));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        OneNode node = node("a");

        begin(node, BackfillArgs.ALL);
        stepUntil(() -> exchange.asked() >= 2);

        assertThat(time.now()).isAfterOrEqualTo(NOON.plusSeconds(70));
    }

    @Test
    void a_first_candle_that_cannot_be_read_does_not_keep_its_series_from_being_loaded() {
        exchange.begins("BTCUSD", hours(-30));
        exchange.garbles("BTCUSD");
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");

        RunSummary over = run(node, BackfillArgs.ALL);

        assertThat(over.state()).isEqualTo("success");
        assertThat(fetch.asked()).extracting(FetchCandles::from).containsExactly(hours(-29));
        assertThat(exchange.asked()).isEqualTo(1);
    }

    @Test
    void an_exchange_without_any_candle_is_asked_once_also_when_the_clock_is_moved_back_meanwhile() {
        exchange.begins("BTCUSD", null);
        exchange.meanwhile(() -> time.moveTo(NOON.minus(Duration.ofMinutes(10))));
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");

        UUID run = begin(node, BackfillArgs.ALL);
        RunSummary over = stepUntilOver(node, run);

        assertThat(over.skipped()).isEqualTo("everything is loaded");
        assertThat(exchange.asked()).isEqualTo(1);
        assertThat(chunks()).hasSize(9).allMatch(Chunk::isDone);
    }

    @Test
    void a_maintenance_is_not_waited_for_any_longer_than_that() {
        exchange.pauses("BTCUSD");
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        OneNode node = node("a");

        RunSummary over = runSlowly(node);

        assertThat(over.state()).isEqualTo("success");
        assertThat(over.itemsDone()).isEqualTo(9);
        assertThat(chunks().stream().filter(chunk -> !chunk.isDone()))
                .extracting(Chunk::lastError)
                .containsOnly("maintenance");
    }

    @Test
    void another_wish_is_loaded_beside_the_one_that_goes_on() {
        series("ETHUSD", "1m", 30);
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");
        UUID minutes = begin(node, only("ETHUSD", null));
        stepUntil(() -> fetch.asked().size() >= 4);

        UUID hours = ask(node, only("BTCUSD", null));
        RunSummary over = stepUntilOver(node, hours);

        assertThat(hours).isNotEqualTo(minutes);
        assertThat(over.itemsDone()).isEqualTo(9);
        assertThat(fetch.asked()).hasSizeLessThan(44 + 9);
        stepUntilOver(node, minutes);
        assertThat(fetch.asked()).hasSize(44 + 9);
    }

    @Test
    void what_one_that_goes_on_loads_anyway_is_answered_with_it() {
        series("ETHUSD", "1m", 30);
        series("BTCUSD", "1h", 365);
        built("BTCUSD", "4h", "1h");
        OneNode node = node("a");
        UUID all = ask(node, BackfillArgs.ALL);
        stepUntil(() -> fetch.asked().size() >= 4);

        assertThat(ask(node, BackfillArgs.ALL)).isEqualTo(all);
        assertThat(ask(node, only("BTCUSD", 10))).isEqualTo(all);
        assertThat(ask(node, new BackfillArgs(null, List.of("4h"), null))).isEqualTo(all);
        assertThat(ask(node, only("BTCUSD", 400))).as("reaches further back").isNotEqualTo(all);
    }

    @Test
    void what_came_since_the_one_that_goes_on_was_asked_for_is_loaded_by_another() {
        series("ETHUSD", "1m", 30);
        OneNode node = node("a");
        UUID all = ask(node, BackfillArgs.ALL);
        stepUntil(() -> fetch.asked().size() >= 2);
        fetch.hold(true);
        time.advance(Duration.ofHours(2));

        UUID again = ask(node, BackfillArgs.ALL);
        UUID looked =
                done(node.database().write(tx -> admission(node).lookAfter(tx))).runId();
        fetch.hold(false);
        stepUntilOver(node, again);
        stepUntilOver(node, all);

        assertThat(again).isNotEqualTo(all);
        assertThat(looked).as("who only looks after everything").isIn(all, again);
        assertThat(chunks()).hasSize(45).allMatch(Chunk::isDone);
        assertThat(fetch.asked().stream().distinct()).hasSize(45);
    }

    @Test
    void two_that_overlap_never_ask_for_the_same() {
        exchange.begins("ETHUSD", hours(-3000));
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        OneNode node = node("a");
        UUID some = begin(node, only("BTCUSD", 100));
        stepUntil(() -> !fetch.asked().isEmpty());

        UUID all = ask(node, BackfillArgs.ALL);
        RunSummary first = stepUntilOver(node, some);
        RunSummary second = stepUntilOver(node, all);

        assertThat(all).isNotEqualTo(some);
        assertThat(first.state()).isEqualTo("success");
        assertThat(second.state()).isEqualTo("success");
        assertThat(fetch.asked().stream().mapToLong(BackfillTest::candles).sum())
                .isEqualTo(365 * 24 - 2 + 3000 - 1);
        assertThat(exchange.asked()).as("each first candle once").isEqualTo(2);
        assertThat(chunks()).allMatch(Chunk::isDone);
    }

    @Test
    void who_plans_leaves_alone_what_another_is_about_to_ask_for() {
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");
        UUID first = later(node);
        UUID second = later(node);

        assertThat(plan(node, first).board().toLearn()).isNotEmpty();
        assertThat(plan(node, second).board().toLearn()).isEmpty();
        done(db.write(tx -> tx.execute("UPDATE candle_series SET first_open = $1", LONG_AGO)));
        List<Chunk> planned = chunksOf(plan(node, first));

        assertThat(planned).hasSize(2);
        assertThat(chunksOf(plan(node, second))).hasSize(2).doesNotContainAnyElementsOf(planned);
        assertThat(chunksOf(plan(node, first))).as("once more").containsExactlyElementsOf(planned);
    }

    @Test
    void what_cannot_be_loaded_is_tried_once_by_each_of_two_at_most() {
        series("BTCUSD", "1h", 100);
        series("ETHUSD", "1h", 100);
        fetch.refuse(from -> from.isBefore(hours(-1500)));
        OneNode node = node("a");
        UUID some = begin(node, only("BTCUSD", null));
        stepUntil(() -> fetch.asked().size() >= 3);

        UUID all = ask(node, BackfillArgs.ALL);
        stepUntilOver(node, some);
        RunSummary over = stepUntilOver(node, all);

        assertThat(over.itemsFailed()).isEqualTo(4);
        assertThat(fetch.asked()).hasSizeBetween(6, 8);
    }

    @Test
    void a_series_that_is_added_while_everything_is_loaded_is_loaded_at_once() {
        series("ETHUSD", "1m", 30);
        OneNode node = node("a");
        UUID all = begin(node, BackfillArgs.ALL);
        stepUntil(() -> fetch.asked().size() >= 2);
        exchange.begins("BTCUSD", hours(-3000));
        series("BTCUSD", "1h", 365);

        UUID added = done(node.database().write(tx -> admission(node).add(tx, only("BTCUSD", null), Origin.EVENT)))
                .runId();
        RunSummary over = stepUntilOver(node, added);

        assertThat(over.state()).isEqualTo("success");
        assertThat(chunks()).anyMatch(chunk -> !chunk.isDone());
        stepUntilOver(node, all);
        assertThat(fetch.asked()).hasSize(44 + 3);
        assertThat(exchange.asked()).as("each first candle once").isEqualTo(2);
        assertThat(chunks()).allMatch(Chunk::isDone);
    }

    @Test
    void what_another_one_was_about_to_ask_for_when_it_ended_is_loaded() {
        series("BTCUSD", "1d", 365);
        OneNode node = node("a");
        UUID first = begin(node, BackfillArgs.ALL);
        stepUntilOver(node, first);
        done(db.write(tx -> tx.execute("UPDATE backfill_chunks SET done_at = NULL, run_id = $1", first)));

        run(node, BackfillArgs.ALL);

        assertThat(chunks()).allMatch(Chunk::isDone);
        assertThat(fetch.asked()).hasSize(2);
    }

    @Test
    void what_a_backfill_leaves_that_is_stopped_is_given_up_once_none_goes_on() {
        series("BTCUSD", "1h", 365);
        OneNode node = node("a");
        UUID run = begin(node, BackfillArgs.ALL);
        stepUntil(() -> fetch.stored().size() >= 2);

        int whileItGoesOn = giveUpLeft(node);
        until("it is to stop", () -> isStopped(node, run));
        stepUntilOver(node, run);
        stepUntil(() -> fetch.stored().size() == fetch.asked().size());
        int afterwards = giveUpLeft(node);

        assertThat(whileItGoesOn).isZero();
        assertThat(afterwards).isPositive();
        assertThat(chunks())
                .filteredOn(chunk -> !chunk.isDone())
                .hasSize(afterwards)
                .allMatch(chunk -> chunk.lastError() != null && chunk.givenUpAt() != null);
        assertThat(giveUpLeft(node)).as("once more").isZero();
        run(node, BackfillArgs.ALL);
        assertThat(chunks()).hasSize(9).allMatch(Chunk::isDone);
    }

    @Test
    void whoever_wants_what_is_built_loads_what_it_is_built_from() {
        series("BTCUSD", "1h", 365);
        series("ETHUSD", "1h", 365);
        built("BTCUSD", "4h", "1h");
        OneNode node = node("a");

        run(node, new BackfillArgs(null, List.of("4h"), null));

        assertThat(fetch.asked()).hasSize(9).allMatch(asked -> asked.symbol().equals("BTCUSD"));
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
        var windows = new Windows(Duration.ofSeconds(30), timeframe -> OptionalInt.of(KEPT_DAYS));
        var desk = new BackfillDesk("bitfinex", database, store, windows, new Cuts(exchange.mostPerCall() - 2));
        return new BackfillParts(desk, new BackfillRuns(database), store, new FirstCandles(exchange), PACE, time);
    }

    private OneNode node(String name) {
        var node = new OneNode(name, url, time);
        nodes.add(node);
        done(node.engine().start(new BackfillJob("candle-ingest", parts(node.database()))));
        done(node.engine().start(fetch.job()));
        return node;
    }

    private Admission admission(OneNode node) {
        BackfillParts parts = parts(node.database());
        return new Admission(node.engine(), parts.desk(), store, time);
    }

    /** Postgres may give this up in favour of the run itself, which is about to write. */
    private static boolean isStopped(OneNode node, UUID run) {
        var by = new By("ann", "operator", null);
        return done(node.database()
                .write(tx -> node.engine().operator().cancel(tx, run, by))
                .map(true)
                .recover(failure -> failure instanceof DatabaseError error && error.isRepeatable()
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(failure)));
    }

    private int giveUpLeft(OneNode node) {
        return done(node.database().write(tx -> admission(node).giveUpLeft(tx)));
    }

    /** A backfill that is asked for and does not begin yet. */
    private UUID later(OneNode node) {
        return done(node.engine()
                        .enqueue(BackfillJob.request(BackfillArgs.ALL, Origin.EVENT)
                                .at(time.now().plus(Duration.ofDays(1)))))
                .runId();
    }

    private Planning.Turn plan(OneNode node, UUID backfill) {
        var planning =
                new Planning(parts(node.database()), backfill, new BackfillDesk.Wish(BackfillArgs.ALL, time.now()));
        return done(node.database()
                .write(tx -> planning.plan(tx, board -> board.toLearn().findFirst())));
    }

    private static List<Chunk> chunksOf(Planning.Turn turn) {
        return turn.next().stream()
                .map(one -> one.chunk())
                .map(chunk -> Chunk.toDo(chunk.seriesId(), chunk.span()))
                .toList();
    }

    private UUID ask(OneNode node, BackfillArgs args) {
        return done(node.database().write(tx -> admission(node).ask(tx, args, Origin.EVENT)))
                .runId();
    }

    private static BackfillArgs only(String symbol, @Nullable Integer days) {
        return new BackfillArgs(List.of(symbol), null, days);
    }

    private static long candles(FetchCandles asked) {
        return Timeframe.of(asked.timeframe()).count(new Span(asked.from(), asked.until()));
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

    /** One that has to try again and again. */
    private RunSummary runSlowly(OneNode node) {
        UUID run = begin(node, BackfillArgs.ALL);
        var runs = new BackfillRuns(node.database());
        until("the backfill has tried often enough", () -> {
            time.advance(Duration.ofSeconds(2));
            return done(node.database().read(tx -> runs.find(tx, run)))
                            .orElseThrow()
                            .finishedAt()
                    != null;
        });
        return done(node.database().read(tx -> runs.find(tx, run))).orElseThrow();
    }

    @CanIgnoreReturnValue
    private static UUID begin(OneNode node, BackfillArgs args) {
        return done(node.engine().enqueue(BackfillJob.request(args, Origin.EVENT)))
                .runId();
    }

    @CanIgnoreReturnValue
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

    /** What ended its attempts, in their order. */
    private List<String> failures(UUID run) {
        return done(db.read(tx -> tx.query(FAILED, row -> row.text("line"), run)));
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

package dev.tickwork.candleingest.fetch;

import static dev.tickwork.candleingest.intake.Candles.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class CandleFetchJobTest {
    private static final String BATCHES = """
            SELECT format('%s %s %s %s', kind, node, source, request) AS line
              FROM ingest_batches
             ORDER BY id
            """;

    private static final String FORMING = """
            SELECT to_char(open_time AT TIME ZONE 'UTC', 'DD HH24') AS line
              FROM candles
             WHERE NOT is_final
            """;

    private static final String UNDER_WAY = """
            SELECT run_id::text AS line
              FROM candle_fetches
            """;

    private Candles candles;
    private ScriptedCandles exchange;
    private CandleFetchJob job;
    private JobHarness harness;

    @BeforeEach
    void open(Database db) {
        candles = Candles.in(db);
        exchange = new ScriptedCandles(candles.time, 10);
        job = new CandleFetchJob(
                new FetchParts(
                        exchange,
                        candles.book,
                        candles.intake,
                        (tx, series, span, run, count) -> Future.succeededFuture(0),
                        "node-1",
                        Duration.ofSeconds(30),
                        candles.time),
                "candle-ingest");
        harness = JobHarness.over(db, candles.time);
    }

    @Test
    void asks_for_the_range_and_one_candle_on_each_side(Database db) {
        exchange.candles.addAll(hours(-3, 10));

        var fetched = fetched(harness.run(job, wanted(0, 3)));

        assertThat(exchange.asked).hasSize(1);
        assertThat(exchange.asked.get(0).span().from()).isEqualTo(open(-1));
        assertThat(exchange.asked.get(0).span().until()).isEqualTo(open(4));
        assertThat(fetched)
                .isEqualTo(new CandlesFetched(3, 3, 0, 0, true, true, "GET 1", candles.time.now(), fetched.batchId()));
        assertThat(lines(db, BATCHES)).containsExactly("repair node-1 bitfinex GET 1", "built node-1 bitfinex ");
    }

    @Test
    void says_which_neighbours_came_though_the_middle_did_not() {
        exchange.candles.addAll(hours(-1, 1));
        exchange.candles.addAll(hours(3, 1));
        var between = fetched(harness.run(job, wanted(0, 3)));
        exchange.candles.clear();
        var nothing = fetched(harness.run(job, wanted(0, 3)));

        assertThat(between.candles()).isZero();
        assertThat(between.before()).isTrue();
        assertThat(between.after()).isTrue();
        assertThat(nothing.before()).isFalse();
        assertThat(nothing.after()).isFalse();
        assertThat(nothing.batchId()).isNull();
    }

    @Test
    void goes_on_by_time_where_one_answer_is_not_enough() {
        exchange.candles.addAll(hours(-1, 1));
        exchange.candles.addAll(hours(20, 6)); // more than one answer is empty in between

        var fetched = fetched(harness.run(job, wanted(0, 25)));

        assertThat(exchange.asked).hasSize(3);
        assertThat(fetched.candles()).isEqualTo(5);
        assertThat(fetched.after()).isTrue();
    }

    @Test
    void a_second_run_writes_nothing() {
        exchange.candles.addAll(hours(-3, 10));
        var first = (JobOutcome.Done) harness.run(job, wanted(0, 3));
        var second = (JobOutcome.Done) harness.run(job, wanted(0, 3));

        assertThat(first.rowsWritten()).isEqualTo(5 + 1); // and four hours in one
        assertThat(second.rowsWritten()).isZero();
        assertThat(fetched(second).candles()).isEqualTo(3);
    }

    @Test
    void a_candle_is_final_once_the_exchange_had_time_to_tell_all_of_it(Database db) {
        exchange.candles.addAll(hours(10, 3));
        candles.time.moveTo(open(12).plusSeconds(29));

        var unused = harness.run(job, wanted(10, 12));

        assertThat(lines(db, FORMING)).containsExactly("02 23", "03 00");
    }

    @Test
    void waits_as_long_as_the_exchange_wants() {
        exchange.instead.add(new CandleAnswer.RateLimited(candles.time.now().plusSeconds(70), "too fast"));

        assertThat(harness.run(job, wanted(0, 1))).isEqualTo(new JobOutcome.Snooze(Duration.ofSeconds(70), "too fast"));
    }

    @Test
    void a_maintenance_is_not_waited_for_longer_than_a_quarter_of_an_hour_or_so() {
        exchange.instead.add(new CandleAnswer.Maintenance("maintenance"));

        assertThatThrownBy(() -> harness.run(job, wanted(0, 1)))
                .isInstanceOf(Fault.Transient.class)
                .hasMessage("maintenance");

        var tries = job.definition().retry();
        Duration longest = IntStream.rangeClosed(1, 5)
                .mapToObj(attempt ->
                        tries.waitAfter(attempt, "transient", new Random(1)).orElseThrow())
                .reduce(Duration.ZERO, Duration::plus);
        assertThat(longest).isBetween(Duration.ofMinutes(15), Duration.ofMinutes(20));
        assertThat(tries.waitAfter(6, "transient", new Random(1))).isEmpty();
    }

    @Test
    void goes_on_with_the_request_that_it_was_at_when_it_had_to_wait(Database db) {
        exchange.candles.addAll(hours(-1, 27));
        var inOneGo = fetched(harness.run(job, wanted(0, 25)));
        exchange.asked.clear();
        exchange.limitedAfter(2);

        JobOutcome waits = harness.run(job, wanted(0, 25));
        assertThat(waits).isEqualTo(new JobOutcome.Snooze(Duration.ofSeconds(60), "too fast"));
        var later = fetched(harness.again(job, wanted(0, 25)));

        assertThat(exchange.asked)
                .extracting(asked -> asked.span().from())
                .containsExactly(open(-1), open(9), open(19), open(19));
        assertThat(later)
                .isEqualTo(new CandlesFetched(25, 0, 0, 0, true, true, "GET 1", candles.time.now(), later.batchId()));
        assertThat(inOneGo.candles()).isEqualTo(25);
        assertThat(lines(db, UNDER_WAY)).isEmpty();
    }

    @Test
    void another_run_begins_with_the_first_request() {
        exchange.limitedAfter(2);
        var unused = harness.run(job, wanted(0, 25));

        var other = harness.run(job, wanted(0, 25));

        assertThat(fetched(other).candles()).isZero();
        assertThat(exchange.asked).hasSize(3 + 3);
    }

    @Test
    void tells_parts_of_a_range_apart_though_they_come_in_several_answers() {
        exchange.candles.addAll(hours(-1, 10));
        exchange.candles.addAll(hours(12, 14));
        var asked = new FetchCandles(
                "BTCUSD",
                "1h",
                open(0),
                open(25),
                "repair",
                List.of(part(0, 1), part(9, 12), part(8, 10), part(20, 22)));

        var fetched = fetched(harness.run(job, asked));

        assertThat(fetched.parts())
                .containsExactly(
                        new CandlesFetched.Part(open(0), open(1), 1, true, true),
                        new CandlesFetched.Part(open(9), open(12), 0, true, true),
                        new CandlesFetched.Part(open(8), open(10), 1, true, false),
                        new CandlesFetched.Part(open(20), open(22), 2, true, true));
    }

    @Test
    void a_candle_that_cannot_be_read_is_there_wherever_it_may_be_and_the_others_are_stored() {
        List<Candle> others =
                Stream.concat(hours(-1, 3).stream(), hours(3, 3).stream()).toList();
        var unreadable = List.of(new CandleAnswer.Unreadable(new Span(open(2), open(3)), "the open is missing"));
        exchange.instead.add(new CandleAnswer.Found(others, unreadable, "GET", candles.time.now()));
        var asked = new FetchCandles(
                "BTCUSD", "1h", open(0), open(5), "repair", List.of(part(0, 2), part(2, 3), part(3, 4)));

        var fetched = fetched(harness.run(job, asked));

        assertThat(fetched.candles()).isEqualTo(5);
        assertThat(fetched.stored()).isEqualTo(4);
        assertThat(fetched.parts())
                .containsExactly(
                        new CandlesFetched.Part(open(0), open(2), 2, true, false),
                        new CandlesFetched.Part(open(2), open(3), 1, true, true),
                        new CandlesFetched.Part(open(3), open(4), 1, false, true));
    }

    @Test
    void gives_up_on_what_is_not_collected_or_not_fetched() {
        var unknown = harness.run(job, new FetchCandles("XRPUSD", "1h", open(0), open(1), "repair"));
        var built = harness.run(job, new FetchCandles("BTCUSD", "4h", open(0), open(4), "repair"));

        assertThat(unknown).isEqualTo(new JobOutcome.GiveUp("XRPUSD/1h is not collected"));
        assertThat(built).isEqualTo(new JobOutcome.GiveUp("BTCUSD/4h is built and not fetched"));
        assertThat(exchange.asked).isEmpty();
    }

    private static CandlesFetched fetched(JobOutcome outcome) {
        return (CandlesFetched) ((JobOutcome.Done) outcome).result();
    }

    private static FetchCandles wanted(int from, int until) {
        return new FetchCandles("BTCUSD", "1h", open(from), open(until), "repair");
    }

    private static FetchCandles.Part part(int from, int until) {
        return new FetchCandles.Part(open(from), open(until));
    }

    private static List<Candle> hours(int first, int many) {
        return IntStream.range(first, first + many)
                .mapToObj(i -> Candles.candle(open(i), "100"))
                .toList();
    }

    private static Instant open(int hours) {
        return Timeframe.H1.plus(NOON, hours);
    }

    private static List<String> lines(Database db, String sql) {
        return Await.done(db.read(tx -> tx.query(sql, row -> row.text("line"))));
    }
}

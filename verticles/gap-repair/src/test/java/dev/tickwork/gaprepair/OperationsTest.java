package dev.tickwork.gaprepair;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.gaprepair.CandleShelf.Kept;
import dev.tickwork.gaprepair.answers.CoverageOperations;
import dev.tickwork.gaprepair.answers.GapLookup;
import dev.tickwork.gaprepair.answers.GapOperations;
import dev.tickwork.gaprepair.coverage.Coverage;
import dev.tickwork.gaprepair.coverage.Pieces;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.replies.IdempotentReplies;
import dev.tickwork.testkit.JobHarness;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class OperationsTest {
    private static final Instant FIRST = Instant.parse("2026-02-03T12:00:00Z");
    private static final Instant TODAY = Instant.parse("2026-02-06T00:00:00Z");
    private static final String AUDIT = """
            SELECT action || ' of ' || target || ' by ' || subject || ' because ' || reason AS said
              FROM job_audit
             ORDER BY id
            """;
    private static final String RUNS = """
            SELECT job || ' ' || args::text AS said
              FROM job_runs
             ORDER BY id
            """;

    private final FakeTime time = new FakeTime(TODAY.plusSeconds(300));
    private Bus bus;
    private Database database;
    private CandleShelf shelf;
    private Kept hours;
    private JobEngine engine;
    private List<Subscription> subscriptions;

    @BeforeEach
    void answer(Database db, Vertx vertx) {
        database = db;
        shelf = new CandleShelf(db);
        bus = new VertxBus(vertx.eventBus());
        engine = Engines.open("a", db, vertx, time);
        Duration grace = Configs.standard().grace();
        var pieces = new Pieces(db, time, grace);
        List<Future<Subscription>> answering = new ArrayList<>(new GapOperations(db).answerOn(bus));
        answering.addAll(new CoverageOperations(new Coverage(db, time, grace), pieces, time).answerOn(bus));
        var runs = new AskedRuns(engine, new IdempotentReplies(db, time), time);
        answering.addAll(new RepairOperations(runs, new GapLookup(), pieces).answerOn(bus));
        subscriptions = done(Future.<Subscription>all(answering)).list();
        shelf.sql("""
            INSERT INTO jobs (name, alias, aliases, queue, verticle, lost_attempts, definition)
            VALUES ('gap-repair', 'gap-repair', '{}', 'default', 'gap-repair', 3, '{}'),
                   ('gap-detection', 'gap-detection', '{}', 'default', 'gap-repair', 3, '{}')
            """);
        fillTheShelf();
    }

    @AfterEach
    void end() {
        subscriptions.forEach(subscription -> done(subscription.end()));
        done(engine.close());
    }

    @Test
    void gaps_are_listed_newest_first_page_by_page_and_by_what_is_left_to_do() {
        JsonNode first = ask("gaps.list", parameters().put("limit", 2));
        JsonNode second = ask("gaps.list", parameters().put("limit", 2).put("cursor", text(first, "next_cursor")));

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next_cursor").isNull()).isTrue();
        assertThat(first.get("items").get(0).get("id").asLong())
                .isGreaterThan(first.get("items").get(1).get("id").asLong());
        JsonNode open = ask("gaps.list", parameters().put("limit", 9).put("repaired", false));
        assertThat(open.get("items")).hasSize(1);
        JsonNode gap = open.get("items").get(0);
        assertThat(text(gap, "exchange") + " " + text(gap, "symbol") + "/" + text(gap, "timeframe"))
                .isEqualTo("bitfinex BTCUSD/1h");
        assertThat(text(gap, "gap_start") + " " + text(gap, "gap_end") + " " + gap.get("missing"))
                .isEqualTo("2026-02-05T10:00:00Z 2026-02-05T12:00:00Z 2");
        assertThat(text(gap, "state")).isEqualTo("missing");
        assertThat(ask("gaps.list", parameters().put("limit", 9).put("state", "proven-empty"))
                        .get("items"))
                .hasSize(1);
    }

    @Test
    void a_gap_is_shown_with_what_confirmed_it() {
        shelf.sql("""
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT id, gap_start, gap_end, $1, 7, '/candles', gap_end
              FROM data_gaps
             WHERE state = 'proven-empty'
            """, CandleShelf.run(1));

        JsonNode gap = ask("gaps.get", parameters().put("id", gapIn("proven-empty")));

        assertThat(text(gap, "state")).isEqualTo("proven-empty");
        assertThat(gap.get("next_try_at").isNull()).isTrue();
        assertThat(text(gap.get("confirmed").get(0), "request")).isEqualTo("/candles");
        assertProblem("gaps.get", parameters().put("id", 99), null, 404, "there is no gap 99");
    }

    @Test
    void a_day_of_coverage_says_what_each_candle_is() {
        JsonNode page = ask(
                "gaps.coverage",
                parameters()
                        .put("timeframe", "1h")
                        .put("from", "2026-02-02T00:00:00Z")
                        .put("to", "2026-02-07T00:00:00Z")
                        .put("limit", 1000));

        List<String> days = new ArrayList<>();
        page.get("items")
                .forEach(day -> days.add(text(day, "symbol") + " " + text(day, "day") + ": "
                        + day.get("present") + "+" + day.get("proven_empty") + "+" + day.get("exchange_down") + "+"
                        + day.get("quarantined") + "+" + day.get("missing") + "+" + day.get("not_loaded") + "="
                        + day.get("expected")));
        assertThat(days)
                .containsExactly(
                        "BTCUSD 2026-02-03: 12+0+0+0+0+0=12",
                        "BTCUSD 2026-02-04: 14+3+1+0+0+6=24",
                        "BTCUSD 2026-02-05: 22+0+0+0+2+0=24",
                        "ETHUSD 2026-02-05: 24+0+0+0+0+0=24");
    }

    @Test
    void coverage_goes_on_where_a_page_ended() {
        ObjectNode question = parameters().put("timeframe", "1h").put("limit", 2);

        JsonNode first = ask("gaps.coverage", question);
        JsonNode second = ask("gaps.coverage", question.put("cursor", text(first, "next_cursor")));

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(2);
        assertThat(text(second.get("items").get(0), "day")).isEqualTo("2026-02-05");
        assertThat(second.get("next_cursor").isNull()).isTrue();
    }

    @Test
    void the_pieces_of_a_range_say_why_they_are_missing() {
        assertThat(pieces())
                .containsExactly(
                        "04T02 proven-empty 3", "04T06 exchange-down 1", "04T12 not-loaded 6", "05T10 missing 2");
        assertProblem(
                "gaps.pieces",
                range().put("symbol", "SOLUSD").put("timeframe", "1h").put("limit", 9),
                null,
                404,
                "SOLUSD/1h is not collected");
    }

    @Test
    void what_is_doubted_of_a_gap_is_told_as_it_stands() {
        quarantine("05T10", "05T12");

        assertThat(pieces()).endsWith("05T10 quarantined 2");
        assertThat(standing()).isEqualTo("2 candles wait in the quarantine: jump");
        shelf.reject(at("05T10"), TODAY);
        assertThat(standing())
                .isEqualTo("1 candle waits in the quarantine: jump; "
                        + "1 candle was rejected by ann at 2026-02-06T00:00:00Z: a bad print");
        shelf.sql("UPDATE candle_quarantine SET state = 'accepted', decided_at = $1", TODAY);
        assertThat(standing()).isEqualTo("its candles are not doubted any more");
    }

    @Test
    void a_day_of_coverage_counts_what_is_doubted() {
        quarantine("05T10", "05T12");

        JsonNode day = ask(
                        "gaps.coverage",
                        parameters()
                                .put("timeframe", "1h")
                                .put("from", "2026-02-05T00:00:00Z")
                                .put("to", "2026-02-06T00:00:00Z")
                                .put("limit", 1))
                .get("items")
                .get(0);

        assertThat(day.get("present") + "+" + day.get("quarantined") + "=" + day.get("expected"))
                .isEqualTo("22+2=24");
    }

    @Test
    void what_is_doubted_is_asked_for_when_somebody_insists() {
        quarantine("05T10", "05T12");
        ObjectNode wish = range().put("symbol", "BTCUSD").put("timeframe", "1h").put("preview", true);

        JsonNode preview = body("gaps.repairRange", wish);
        JsonNode forced = body("gaps.repairRange", wish.put("force", true));

        assertThat(preview.get("candles").asInt()).isZero();
        assertThat(forced.get("candles").asInt()).isEqualTo(6);
        assertProblem(
                "gaps.repair",
                parameters().put("id", gapIn("quarantined")),
                parameters().put("force", false).put("reason", "now"),
                409,
                "nothing is left to do: it is quarantined; with force the exchange is asked once more");
    }

    /** What is missing there is doubted, and gap-repair knows. */
    private void quarantine(String from, String until) {
        shelf.doubt(hours, at(from), at(until));
        shelf.sql("UPDATE data_gaps SET state = 'quarantined', repaired_at = gap_end WHERE gap_start = $1", at(from));
    }

    private String standing() {
        String ofGap = text(ask("gaps.get", parameters().put("id", gapIn("quarantined"))), "last_error");
        JsonNode items = ask(
                        "gaps.pieces",
                        range().put("symbol", "BTCUSD").put("timeframe", "1h").put("limit", 100))
                .get("items");
        assertThat(text(items.get(items.size() - 1), "last_error")).isEqualTo(ofGap);
        return ofGap;
    }

    @Test
    void a_gap_is_not_loaded_while_a_backfill_has_still_to_come_there() {
        shelf.chunk(hours, at("05T11"), at("05T12"), null);

        assertThat(pieces()).endsWith("05T10 missing 1", "05T11 not-loaded 1");
    }

    private List<String> pieces() {
        JsonNode page = ask(
                "gaps.pieces",
                range().put("symbol", "BTCUSD").put("timeframe", "1h").put("limit", 100));
        List<String> pieces = new ArrayList<>();
        page.get("items")
                .forEach(piece -> pieces.add(
                        text(piece, "from").substring(8, 13) + " " + text(piece, "kind") + " " + piece.get("candles")));
        return pieces;
    }

    @Test
    void a_repair_of_a_range_shows_first_what_it_would_ask_for() {
        ObjectNode wish = range().put("symbol", "BTCUSD").put("timeframe", "1h").put("preview", true);

        JsonNode preview = body("gaps.repairRange", wish);
        JsonNode forced = body("gaps.repairRange", wish.put("force", true));

        assertThat(preview.get("requests") + " requests, " + preview.get("candles") + " candles")
                .isEqualTo("1 requests, 2 candles");
        assertThat(forced.get("requests") + " requests, " + forced.get("candles") + " candles")
                .isEqualTo("1 requests, 6 candles");
        assertThat(shelf.said(RUNS)).isEmpty();
        assertProblem(
                "gaps.repairRange", parameters(), wish.put("preview", false), 422, "some values are not acceptable");
        assertProblem(
                "gaps.repairRange",
                parameters(),
                wish.put("symbol", "SOLUSD").put("reason", "why not"),
                422,
                "some values are not acceptable");
    }

    @Test
    void a_preview_leaves_out_what_waits_for_a_backfill() {
        ObjectNode wish = range().put("symbol", "BTCUSD").put("timeframe", "1h").put("preview", true);
        shelf.chunk(hours, at("05T11"), at("05T14"), null);
        shelf.chunk(hours, at("04T00"), at("04T03"), null);

        JsonNode preview = body("gaps.repairRange", wish);
        JsonNode forced = body("gaps.repairRange", wish.put("force", true));

        assertThat(preview.get("requests") + " requests, " + preview.get("candles") + " candles")
                .isEqualTo("0 requests, 0 candles");
        assertThat(forced.get("requests") + " requests, " + forced.get("candles") + " candles")
                .isEqualTo("1 requests, 1 candles");
    }

    @Test
    void a_preview_leaves_out_what_another_run_repairs() {
        ObjectNode wish = range().put("symbol", "BTCUSD").put("timeframe", "1h").put("preview", true);
        shelf.sql("""
            UPDATE data_gaps
               SET is_in_repair = true, repair_run_id = $1
             WHERE state = 'missing'
            """, CandleShelf.run(1));

        JsonNode afterItsEnd = body("gaps.repairRange", wish);
        shelf.sql("""
            INSERT INTO job_queue (id, job, queue, state, enqueued_at, run_at, is_ready, trigger)
            VALUES ($1, 'gap-repair', 'default', 'PENDING', now(), now(), true, 'api')
            """, CandleShelf.run(1));
        JsonNode meanwhile = body("gaps.repairRange", wish);

        assertThat(afterItsEnd.get("requests").asInt()).isEqualTo(1);
        assertThat(meanwhile.get("requests").asInt()).isZero();
        assertThat(meanwhile.get("candles").asInt()).isZero();
    }

    @Test
    void a_preview_leaves_out_built_candles_whose_parts_may_still_come() {
        Kept fours = shelf.series("BTCUSD", Timeframe.H4, FIRST, null, "1h");
        shelf.fill(fours, FIRST, TODAY);
        shelf.take(fours, List.of(at("05T08"), at("05T16")));
        lookThrough();
        ObjectNode wish = range().put("symbol", "BTCUSD").put("timeframe", "4h").put("preview", true);

        JsonNode preview = body("gaps.repairRange", wish);

        assertThat(preview.get("requests").asInt()).isEqualTo(1);
        assertThat(preview.get("pieces").findValuesAsText("from")).containsExactly("2026-02-05T16:00:00Z");
    }

    @Test
    void a_preview_counts_the_requests_for_those_that_built_candles_are_built_from() {
        shelf.series("XRPUSD", Timeframe.H4, at("01T00").minus(Duration.ofDays(700)), null, "1h");
        ObjectNode wish =
                parameters().put("symbol", "XRPUSD").put("timeframe", "4h").put("preview", true);

        JsonNode preview = body(
                "gaps.repairRange", wish.put("from", "2024-06-01T00:00:00Z").put("to", "2026-02-01T00:00:00Z"));

        assertThat(preview.get("requests") + " requests, " + preview.get("candles") + " candles")
                .isEqualTo("2 requests, 3660 candles");
    }

    @Test
    void operators_ask_for_runs_once_and_are_remembered() {
        ObjectNode wish = range().put("symbol", "BTCUSD").put("timeframe", "1h").put("reason", "a look");

        JsonNode first = body("gaps.repairRange", wish);
        JsonNode again = body("gaps.repairRange", wish);
        JsonNode one = body(
                "gaps.repair",
                parameters().put("id", gapIn("missing")),
                parameters().put("reason", "now"));
        JsonNode scan = body("gaps.scan", parameters().put("full", true).put("reason", "after the restore"));

        assertThat(again.get("run_id")).isEqualTo(first.get("run_id"));
        assertThat(again.get("is_new").booleanValue()).isFalse();
        assertThat(one.get("is_new").booleanValue() && scan.get("is_new").booleanValue())
                .isTrue();
        assertThat(shelf.said(RUNS)).hasSize(3);
        JsonNode forced = body("gaps.repairRange", wish.put("force", true));
        assertThat(forced.get("is_new").booleanValue())
                .as("who insists wants more")
                .isTrue();
        assertThat(shelf.said(AUDIT))
                .contains(
                        "gaps.repairRange of BTCUSD/1h from 2026-02-04 00:00:00 to 2026-02-06 00:00:00 by ann because"
                                + " a look",
                        "gaps.scan of everything by ann because after the restore");
    }

    @Test
    void what_is_settled_is_only_repaired_by_force() {
        long empty = gapIn("proven-empty");

        assertProblem(
                "gaps.repair",
                parameters().put("id", empty),
                parameters().put("reason", "why not"),
                409,
                "nothing is left to do: it is proven-empty");
        JsonNode forced = body(
                "gaps.repair",
                parameters().put("id", empty),
                parameters().put("reason", "sure").put("force", true));

        assertThat(forced.get("is_new").booleanValue()).isTrue();
        assertProblem(
                "gaps.repair", parameters().put("id", 99), parameters().put("reason", "x"), 404, "there is no gap 99");
    }

    @Test
    void nothing_is_repaired_of_a_series_that_is_not_collected_any_more() {
        shelf.remove(hours, TODAY);

        assertProblem(
                "gaps.repair",
                parameters().put("id", gapIn("proven-empty")),
                parameters().put("reason", "sure").put("force", true),
                409,
                "BTCUSD/1h is not collected any more");
    }

    private void lookThrough() {
        assertThat(JobHarness.over(database, time)
                        .run(GapJobs.detection(Configs.standard(), database, time), new DetectionArgs(true)))
                .isInstanceOf(JobOutcome.Done.class);
    }

    private void fillTheShelf() {
        hours = shelf.series("BTCUSD", Timeframe.H1, FIRST, null);
        shelf.fill(hours, FIRST, TODAY);
        Kept other = shelf.series("ETHUSD", Timeframe.H1, TODAY.minus(Duration.ofDays(1)), null);
        shelf.fill(other, TODAY.minus(Duration.ofDays(1)), TODAY);
        shelf.take(hours, at("04T02"), at("04T05"));
        shelf.take(hours, at("04T06"), at("04T07"));
        shelf.take(hours, at("04T12"), at("04T18"));
        shelf.take(hours, at("05T10"), at("05T12"));
        shelf.chunk(hours, at("04T12"), at("04T20"), null);
        lookThrough();
        shelf.sql(
                "INSERT INTO downtimes (exchange, from_at, until_at, evidence, noticed_at) VALUES ('bitfinex', $1, $2,"
                        + " 'seen', $2)",
                at("04T06"),
                at("04T07"));
        shelf.sql(
                "UPDATE data_gaps SET state = 'proven-empty', repaired_at = gap_end WHERE gap_start = $1", at("04T02"));
        shelf.sql(
                "UPDATE data_gaps SET state = 'exchange-down', repaired_at = gap_end, downtime_id = 1 WHERE gap_start"
                        + " = $1",
                at("04T06"));
    }

    private long gapIn(String state) {
        return ask("gaps.list", parameters().put("limit", 1).put("state", state))
                .get("items")
                .get(0)
                .get("id")
                .asLong();
    }

    private static ObjectNode parameters() {
        return Wire.object();
    }

    private static ObjectNode range() {
        return parameters().put("from", "2026-02-04T00:00:00Z").put("to", "2026-02-06T00:00:00Z");
    }

    private JsonNode ask(String operation, ObjectNode parameters) {
        return answered(operation, parameters, null).body();
    }

    private JsonNode body(String operation, ObjectNode body) {
        return body(operation, parameters(), body);
    }

    private JsonNode body(String operation, ObjectNode parameters, ObjectNode body) {
        return answered(operation, parameters, body).body();
    }

    private OperationReply answered(String operation, ObjectNode parameters, ObjectNode body) {
        var caller = new Caller("ann", Role.OPERATOR);
        return done(bus.ask(Operations.call(operation), new OperationRequest(caller, parameters, body, null, null)));
    }

    private void assertProblem(String operation, ObjectNode parameters, ObjectNode body, int status, String detail) {
        assertThatThrownBy(() -> answered(operation, parameters, body))
                .isInstanceOfSatisfying(ApiProblem.class, problem -> {
                    assertThat(problem.status()).isEqualTo(status);
                    assertThat(problem.detail()).startsWith(detail);
                });
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asText();
    }

    private static Instant at(String hour) {
        return Instant.parse("2026-02-" + hour + ":00:00Z");
    }
}

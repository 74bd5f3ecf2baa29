package dev.tickwork.candleingest.answers;

import static dev.tickwork.candleingest.intake.Candles.NOON;
import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.candleingest.intake.Intake;
import dev.tickwork.candleingest.store.Batch;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class BatchOperationTest {
    private static final UUID SESSION = new UUID(2, 2);
    private static final String RUN = """
            INSERT INTO job_history (id, job, queue, priority, state, attempt, enqueued_at, run_at, finished_at, rows_written,
                                     items_done, items_failed, had_result, trigger)
            VALUES ($1, 'candle-fetch', 'default', 0, 'SUCCESS', 1, $2, $2, $2, 0, 0, 0, false, 'api')
            """;
    private static final String CONFIRMED = """
            WITH gap AS (
                INSERT INTO data_gaps (exchange, symbol, timeframe, gap_start, gap_end, detected_at, state, missing,
                                       next_try_at, detected_run_id)
                VALUES ('bitfinex', 'BTCUSD', '1h', $1::timestamptz, $1 + interval '1 hour', $1, 'missing', 1, $1,
                        gen_random_uuid())
                RETURNING id
            )
            INSERT INTO gap_confirmations (gap_id, from_at, until_at, run_id, batch_id, request, answered_at)
            SELECT id, $1, $1 + interval '1 hour', gen_random_uuid(), $2, 'GET /x', $1
              FROM gap
            """;

    private AskedNode node;
    private Database db;
    private Candles candles;

    @BeforeEach
    void answer(Database database) {
        db = database;
        node = new AskedNode(db);
        candles = node.candles;
        var quarantine = new QuarantineOperations(node.answers, candles.intake, node.replies, "node-2");
        var all = new ArrayList<>(quarantine.answerOn(node.bus));
        all.add(new BatchOperation(node.answers).answerOn(node.bus));
        all.add(new CandleListOperation(node.answers).answerOn(node.bus));
        Await.done(Future.all(all));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void an_answer_is_told_with_its_run_its_request_and_whose_candles_it_brought() {
        Await.done(db.write(tx -> tx.execute(RUN, Candles.batch().runId(), NOON)));
        long id = candles.take(hour(0, "100", 0), hour(1, "101", 0)).batchId();

        JsonNode batch = batch(id);

        assertThat(line(batch))
                .isEqualTo("repair of bitfinex by run %s, attempt 1 of candle-fetch, session null on node-1: GET /x"
                        .formatted(new UUID(1, 1)));
        assertThat(batch.path("id").asLong()).isEqualTo(id);
        assertThat(batch.path("simulated").asBoolean()).isTrue();
        assertThat(batch.path("received_at").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(batch.path("candles").asInt()).isEqualTo(2);
        assertThat(batch.path("series")).containsExactly(Wire.tree("""
                        {"symbol": "BTCUSD", "timeframe": "1h", "candles": 2, "first_open": "2026-03-02T12:00:00Z",
                         "last_open": "2026-03-02T13:00:00Z"}"""));
    }

    @Test
    void a_run_that_is_forgotten_is_still_named() {
        long id = candles.take(hour(0, "100", 0)).batchId();

        assertThat(line(batch(id))).contains("by run %s, attempt 1 of null,".formatted(new UUID(1, 1)));
    }

    @Test
    void what_a_stream_brought_is_told_with_its_session() {
        var origin = new Batch.Origin("node-1", "bitfinex", null, NOON);
        Intake heard = Await.done(db.write(
                        tx -> candles.intake.take(tx, Batch.ofStream(SESSION, origin), List.of(hour(0, "100", 0)))))
                .orElseThrow();

        assertThat(line(batch(heard.batchId())))
                .isEqualTo("stream of bitfinex by run null, attempt null of null, session %s on node-1: null"
                        .formatted(SESSION));
    }

    @Test
    void built_candles_lead_to_a_batch_of_their_own_and_of_the_run_that_completed_them() {
        candles.take(hour(0, "100", 0), hour(1, "101", 0), hour(2, "102", 0));
        candles.take(hour(3, "103", 0));

        JsonNode batch = batch(batchOfNewest("4h"));

        assertThat(line(batch))
                .isEqualTo("built of bitfinex by run %s, attempt 1 of null, session null on node-1: null"
                        .formatted(new UUID(1, 1)));
        assertThat(batch.at("/series/0/timeframe").asText()).isEqualTo("4h");
        assertThat(batch.path("candles").asInt()).isEqualTo(1);
    }

    @Test
    void an_accepted_candle_leads_to_its_decision_and_a_doubted_one_to_what_brought_it() {
        long came = candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0))
                .batchId();

        JsonNode decided = ask("candles.quarantine.decide", Wire.object().put("id", 1), accepted());

        assertThat(decided.path("batch_id").asLong()).isEqualTo(came);
        assertThat(batch(came).path("doubted").asInt()).isEqualTo(1);
        assertThat(line(batch(decided.at("/stored/batch_id").asLong())))
                .isEqualTo("decided of bitfinex by run null, attempt null of null, session null on node-2: "
                        + "POST /api/v1/quarantine/1/decision");
    }

    @Test
    void what_names_it_is_counted_while_it_does() {
        long first = candles.take(hour(0, "100", 0), hour(1, "101", 0)).batchId();
        long second = candles.take(hour(0, "110", 60)).batchId();
        Await.done(db.write(tx -> tx.execute(CONFIRMED, NOON, second)));

        assertThat(uses(batch(first))).isEqualTo("1 candles, 1 former values, 0 doubted, 0 confirmations");
        assertThat(uses(batch(second))).isEqualTo("1 candles, 0 former values, 0 doubted, 1 confirmations");
    }

    @Test
    void an_unknown_one_is_not_found_however_large_its_id() {
        assertThat(problem(4711).status()).isEqualTo(404);
        assertThat(problem(Long.MAX_VALUE).status()).isEqualTo(404);
    }

    private static String line(JsonNode batch) {
        return "%s of %s by run %s, attempt %s of %s, session %s on %s: %s"
                .formatted(
                        batch.path("kind").asText(),
                        batch.path("source").asText(),
                        batch.path("run_id").asText(),
                        batch.path("attempt").asText(),
                        batch.path("job").asText(),
                        batch.path("session_id").asText(),
                        batch.path("node").asText(),
                        batch.path("request").asText());
    }

    private static String uses(JsonNode batch) {
        return "%s candles, %s former values, %s doubted, %s confirmations"
                .formatted(
                        batch.path("candles"),
                        batch.path("former_values"),
                        batch.path("doubted"),
                        batch.path("confirmations"));
    }

    private long batchOfNewest(String timeframe) {
        ObjectNode question = Wire.object().put("symbol", "BTCUSD").put("timeframe", timeframe);
        return ask("candles.list", question, null).at("/items/0/batch_id").asLong();
    }

    private JsonNode batch(long id) {
        return ask("candles.batch", Wire.object().put("id", id), null);
    }

    private ApiProblem problem(long id) {
        return catchThrowableOfType(ApiProblem.class, () -> batch(id));
    }

    private static JsonNode accepted() {
        return Wire.object().put("accept", true).put("reason", "seen elsewhere");
    }

    @CanIgnoreReturnValue
    private JsonNode ask(String operation, ObjectNode parameters, @Nullable JsonNode body) {
        return Optional.ofNullable(
                        Await.done(node.ask(operation, parameters, body)).body())
                .orElseThrow();
    }
}

package dev.tickwork.candleingest.answers;

import static dev.tickwork.candleingest.intake.Candles.HOURS;
import static dev.tickwork.candleingest.intake.Candles.NOON;
import static dev.tickwork.candleingest.intake.Candles.candle;
import static dev.tickwork.candleingest.intake.Candles.forming;
import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.domain.candles.Observation;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.market.InstrumentClass;
import dev.tickwork.domain.market.ProviderSymbol;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Subscription;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(PostgresFixture.class)
class CandleAnswersTest {
    private static final String AUDIT = """
            SELECT format('%s %s %s', action, target, reason) AS line
              FROM job_audit
             ORDER BY id
            """;

    private static final String WAITING_FOR_LOCKS = """
            SELECT count(*)::text AS line
              FROM pg_locks
             WHERE NOT granted
               AND locktype = 'advisory'
               AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
            """;

    private final List<String> pasts = new CopyOnWriteArrayList<>();
    private AskedNode node;
    private Candles candles;

    @BeforeEach
    void answer(Database db) {
        node = new AskedNode(db);
        candles = node.candles;
        var rules = new SeriesRules("bitfinex", EnumSet.complementOf(EnumSet.of(Timeframe.H4)), timeframe -> 365);
        List<Future<Subscription>> all = new ArrayList<>();
        all.add(new CandleListOperation(node.answers).answerOn(node.bus));
        all.add(new RevisionsOperation(node.answers).answerOn(node.bus));
        all.add(new StatusOperation(node.answers, Optional::empty, Duration.ofSeconds(30)).answerOn(node.bus));
        all.addAll(new SeriesOperations(node.answers, rules, instruments(), node.replies, (tx, series, origin) -> {
                    pasts.add(series.toString());
                    return Future.succeededFuture();
                })
                .answerOn(node.bus));
        all.addAll(new QuarantineOperations(node.answers, candles.intake, node.replies, "node-1").answerOn(node.bus));
        Await.done(Future.all(all));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void candles_are_paged_newest_first_to_their_end() {
        candles.take(hour(0, "100", 0), hour(1, "101", 0), hour(2, "102", 0));

        JsonNode first = list(hours().put("limit", 2));
        JsonNode second = list(
                hours().put("limit", 2).put("cursor", first.path("next_cursor").asText()));

        assertThat(closes(first)).containsExactly("102", "101");
        assertThat(closes(second)).containsExactly("100");
        assertThat(second.path("next_cursor").isNull()).isTrue();
        assertThat(first.at("/items/0/final").asBoolean()).isTrue();
        assertThat(first.at("/items/0/synthetic").asBoolean()).isFalse();
        assertThat(first.path("source").asText()).isEqualTo("bitfinex");
    }

    @Test
    void a_range_includes_its_beginning_and_not_its_end() {
        candles.take(hour(0, "100", 0), hour(1, "101", 0), hour(2, "102", 0));

        assertThat(closes(list(hours().put("from", "2026-03-02T12:00:00Z").put("to", "2026-03-02T14:00:00Z"))))
                .containsExactly("101", "100");
    }

    @Test
    void holes_that_are_over_are_filled_with_the_close_before_them_and_that_is_said() {
        candles.take(hour(0, "100", 0), hour(3, "103", 0)); // 12:00 and 15:00; now is midnight

        JsonNode page = list(hours().put("fill", "synthetic").put("to", "2026-03-02T17:00:00Z"));
        JsonNode all = list(hours().put("fill", "synthetic"));

        assertThat(closes(page)).containsExactly("103", "103", "100", "100", "100");
        assertThat(page.at("/items/0/synthetic").asBoolean()).isTrue();
        assertThat(page.at("/items/0/volume").asText()).isEqualTo("0");
        assertThat(page.at("/items/0/seen_at").isNull()).isTrue();
        assertThat(page.at("/items/1/synthetic").asBoolean()).isFalse();
        assertThat(all.path("items")).hasSize(12);
    }

    @ParameterizedTest
    @CsvSource({", 103 103 100 100 100", "2026-03-02T13:00:00Z, 103 103 100 100"})
    void filled_pages_meet_without_a_seam(String from, String expected) {
        candles.take(hour(0, "100", 0), hour(3, "103", 0));
        ObjectNode question = hours().put("fill", "synthetic")
                .put("from", from)
                .put("to", "2026-03-02T17:00:00Z")
                .put("limit", 2);

        List<String> closes = new ArrayList<>();
        JsonNode page = list(question);
        closes.addAll(closes(page));
        while (!page.path("next_cursor").isNull()) {
            page = list(question.put("cursor", page.path("next_cursor").asText()));
            closes.addAll(closes(page));
        }

        assertThat(closes).containsExactly(expected.split(" "));
    }

    @Test
    void what_was_known_at_a_moment_can_be_asked_for() {
        candles.take(hour(0, "100", 0));
        candles.take(hour(0, "101", 60));
        candles.take(hour(0, "102", 120), hour(1, "200", 120));

        assertThat(closes(list(hours().put("as_of", "2026-03-03T00:00:59Z")))).containsExactly("100");
        assertThat(closes(list(hours().put("as_of", "2026-03-03T00:01:59Z")))).containsExactly("101");
        assertThat(closes(list(hours().put("as_of", "2026-03-03T00:02:00Z")))).containsExactly("200", "102");
        assertThat(closes(list(hours().put("as_of", "2026-03-02T00:00:00Z")))).isEmpty();
    }

    @Test
    void a_candle_is_not_known_as_final_at_a_moment_within_it() {
        candles.take(new Observation(HOURS, candle(NOON, "100"), true, NOON.plusSeconds(600)));

        assertThat(closes(list(hours().put("as_of", "2026-03-02T12:15:00Z")))).isEmpty();
        assertThat(closes(list(hours().put("as_of", "2026-03-02T13:00:00Z")))).containsExactly("100");
    }

    @Test
    void bad_questions_are_refused_with_the_field_named() {
        assertThat(problem("candles.list", parameters("XRPUSD", "1h")).status()).isEqualTo(404);
        assertThat(problem("candles.list", hours().put("cursor", "made up"))
                        .invalid()
                        .get(0)
                        .field())
                .isEqualTo("cursor");
        assertThat(problem(
                                "candles.list",
                                hours().put("from", "2026-03-02T12:00:00Z").put("to", "2026-03-02T12:00:00Z"))
                        .invalid()
                        .get(0)
                        .field())
                .isEqualTo("from");
        assertThat(problem("candles.revisions", Wire.object().put("cursor", "x"))
                        .status())
                .isEqualTo(422);
    }

    @Test
    void revisions_say_both_values_and_where_they_came_from() {
        candles.take(hour(0, "100", 0));
        candles.take(hour(0, "101", 60));

        JsonNode page = ask("candles.revisions", Wire.object().put("symbol", "BTCUSD"));

        assertThat(page.path("items")).hasSize(1);
        assertThat(page.at("/items/0/old/close").asText()).isEqualTo("100");
        assertThat(page.at("/items/0/new/close").asText()).isEqualTo("101");
        assertThat(page.at("/items/0/new/source").asText()).isEqualTo("bitfinex");
        assertThat(page.at("/items/0/timeframe").asText()).isEqualTo("1h");
    }

    @Test
    void status_counts_what_is_there_and_says_what_is_late() {
        candles.take(hour(10, "100", 0), forming(11, "100", 0));

        JsonNode status = ask("candles.status", Wire.object());

        assertThat(status.path("total_candles").asInt()).isEqualTo(2);
        assertThat(status.path("is_exact").asBoolean()).isTrue();
        assertThat(status.at("/series/1/candles").asInt()).isEqualTo(2);
        assertThat(status.at("/series/1/problem").isNull()).isTrue();
        assertThat(status.at("/series/0/problem").asText()).isEqualTo("nothing is here yet");
    }

    @Test
    void an_accepted_candle_is_stored_and_a_decision_is_made_once(Database db) {
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        JsonNode doubted = ask("candles.quarantine.list", Wire.object().put("state", "waiting"))
                .at("/items/0");
        ObjectNode which = Wire.object().put("id", doubted.path("id").asLong());

        JsonNode decided = decide(which, true);
        ApiProblem again = catchThrowableOfType(ApiProblem.class, () -> decide(which, false));

        assertThat(doubted.path("rule").asText()).isEqualTo("jump");
        assertThat(doubted.at("/before/close").asText()).isEqualTo("100");
        assertThat(doubted.at("/after/close").asText()).isEqualTo("101");
        assertThat(decided.path("state").asText()).isEqualTo("accepted");
        assertThat(decided.at("/stored/close").asText()).isEqualTo("2000");
        assertThat(again.code()).isEqualTo("already_decided");
        assertThat(closes(list(hours()))).containsExactly("101", "2000", "100");
        assertThat(lines(db)).containsExactly("candle.accept BTCUSD/1h seen elsewhere");
    }

    @Test
    void an_accepted_candle_is_not_known_before_its_acceptance() {
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        candles.time.advance(Duration.ofMinutes(10));

        decide(Wire.object().put("id", 1), true);

        assertThat(closes(list(hours().put("as_of", "2026-03-03T00:09:59Z")))).containsExactly("101", "100");
        assertThat(closes(list(hours().put("as_of", "2026-03-03T00:10:00Z")))).containsExactly("101", "2000", "100");
    }

    @Test
    void an_accepted_candle_is_restated_by_what_is_seen_after_the_decision() {
        candles.take(hour(0, "100", 0), forming(1, "100", 0));
        candles.take(hour(1, "2000", 60));
        candles.time.advance(Duration.ofMinutes(10));

        decide(Wire.object().put("id", 1), true);
        List<String> accepted = closes(list(hours()));
        candles.take(hour(1, "102", 660));

        assertThat(accepted).containsExactly("2000", "100");
        assertThat(closes(list(hours()))).containsExactly("102", "100");
    }

    @Test
    void an_accepted_candle_does_not_replace_what_was_seen_after_it() {
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        candles.take(hour(1, "102", 60));
        candles.time.advance(Duration.ofMinutes(10));

        decide(Wire.object().put("id", 1), true);

        assertThat(closes(list(hours()))).containsExactly("101", "102", "100");
    }

    @Test
    void a_decision_waits_for_what_comes_in_at_that_moment_and_does_not_replace_it(Database db) {
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        candles.time.advance(Duration.ofMinutes(10));
        Promise<Void> taken = Promise.promise();
        Promise<Void> commit = Promise.promise();
        Future<?> coming = db.write(tx -> candles.intake
                .take(tx, Candles.batch(), List.of(hour(1, "102", 60)))
                .compose(intake -> {
                    taken.complete();
                    return commit.future();
                }));
        Await.done(taken.future());

        Future<OperationReply> decided = deciding(Wire.object().put("id", 1), true);
        Await.until("the decision waits", () -> lines(db, WAITING_FOR_LOCKS).contains("1"));
        commit.complete();
        Await.done(coming);
        Await.done(decided);

        assertThat(closes(list(hours()))).containsExactly("101", "102", "100");
        assertThat(ask("candles.revisions", Wire.object().put("symbol", "BTCUSD"))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void a_rejected_candle_is_not_stored_and_not_asked_about_again() {
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        decide(Wire.object().put("id", 1), false);

        candles.take(hour(1, "2000", 60));

        assertThat(closes(list(hours()))).containsExactly("101", "100");
        assertThat(ask("candles.quarantine.list", Wire.object().put("state", "waiting"))
                        .path("items"))
                .isEmpty();
    }

    @Test
    void a_rejection_is_taken_back_and_an_acceptance_is_not(Database db) {
        candles.take(hour(0, "100", 0), hour(1, "2000", 0), hour(2, "101", 0));
        ObjectNode which = Wire.object().put("id", 1);
        decide(which, false);
        ApiProblem again = catchThrowableOfType(ApiProblem.class, () -> decide(which, false));

        JsonNode accepted = decide(which, true);

        assertThat(again.code()).isEqualTo("already_decided");
        assertThat(accepted.path("state").asText()).isEqualTo("accepted");
        assertThat(closes(list(hours()))).containsExactly("101", "2000", "100");
        assertThat(catchThrowableOfType(ApiProblem.class, () -> decide(which, false))
                        .code())
                .isEqualTo("already_decided");
        assertThat(lines(db))
                .containsExactly("candle.reject BTCUSD/1h seen elsewhere", "candle.accept BTCUSD/1h seen elsewhere");
    }

    @Test
    void a_series_is_added_with_what_it_is_built_from_and_removed_again(Database db) {
        OperationReply added = add("XRPUSD", "4h");
        OperationReply again = add("XRPUSD", "4h");
        ApiProblem needed = problem("candles.series.remove", removal("XRPUSD", "1h"));
        JsonNode removed = ask("candles.series.remove", removal("XRPUSD", "4h"));
        OperationReply resumed = add("XRPUSD", "4h");

        assertThat(added.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        assertThat(pasts)
                .as("the past of both is loaded each time that they are collected from then on")
                .containsExactly("[XRPUSD/1h, XRPUSD/4h]", "[XRPUSD/1h, XRPUSD/4h]");
        assertThat(needed.code()).isEqualTo("built_from");
        assertThat(removed.path("removed_at").asText()).isEqualTo("2026-03-03T00:00:00Z");
        assertThat(resumed.status()).isEqualTo(201);
        assertThat(StreamSupport.stream(
                                ask("candles.series.list", Wire.object())
                                        .path("items")
                                        .spliterator(),
                                false)
                        .filter(item -> item.path("symbol").asText().equals("XRPUSD"))
                        .map(item -> item.path("timeframe").asText()
                                + item.path("built_from").asText()))
                .containsExactly("1hnull", "4h1h");
        assertThat(lines(db)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOSUCH", "XAUUSD"})
    void only_what_the_exchange_has_a_name_for_can_be_collected(String symbol) {
        assertThat(catchThrowableOfType(ApiProblem.class, () -> add(symbol, "1h"))
                        .invalid()
                        .get(0)
                        .field())
                .isEqualTo("/symbol");
        assertThat(pasts).isEmpty();
    }

    @CanIgnoreReturnValue
    private JsonNode decide(ObjectNode which, boolean accept) {
        return body(Await.done(deciding(which, accept)));
    }

    private Future<OperationReply> deciding(ObjectNode which, boolean accept) {
        JsonNode body = Wire.object().put("accept", accept).put("reason", "seen elsewhere");
        return node.ask("candles.quarantine.decide", which, body);
    }

    @CanIgnoreReturnValue
    private OperationReply add(String symbol, String timeframe) {
        JsonNode body = parameters(symbol, timeframe).put("reason", "wanted");
        return Await.done(node.ask("candles.series.add", Wire.object(), body));
    }

    private static ObjectNode removal(String symbol, String timeframe) {
        return parameters(symbol, timeframe).put("reason", "not traded");
    }

    private JsonNode list(ObjectNode parameters) {
        return ask("candles.list", parameters);
    }

    @CanIgnoreReturnValue
    private JsonNode ask(String operation, ObjectNode parameters) {
        return body(Await.done(node.ask(operation, parameters, null)));
    }

    private ApiProblem problem(String operation, ObjectNode parameters) {
        return catchThrowableOfType(ApiProblem.class, () -> ask(operation, parameters));
    }

    private static JsonNode body(OperationReply reply) {
        return Optional.ofNullable(reply.body()).orElseThrow();
    }

    private static ObjectNode hours() {
        return parameters("BTCUSD", "1h");
    }

    private static ObjectNode parameters(String symbol, String timeframe) {
        return Wire.object().put("symbol", symbol).put("timeframe", timeframe);
    }

    private static List<String> closes(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false)
                .map(item -> item.path("close").asText())
                .toList();
    }

    private static List<String> lines(Database db) {
        return lines(db, AUDIT);
    }

    private static List<String> lines(Database db, String sql) {
        return Await.done(db.read(tx -> tx.query(sql, row -> row.text("line"))));
    }

    private static InstrumentCatalog instruments() {
        var ripple = new Instrument("XRPUSD", InstrumentClass.CRYPTO, "XRP", "XRP", "USD", 5);
        var gold = new Instrument("XAUUSD", InstrumentClass.METAL, "Gold", "XAU", "USD", 2);
        return new InstrumentCatalog(
                List.of(ripple, gold),
                List.of(
                        new ProviderSymbol("bitfinex", "XRPUSD", "tXRPUSD"),
                        new ProviderSymbol("twelvedata", "XAUUSD", "XAU/USD")));
    }
}

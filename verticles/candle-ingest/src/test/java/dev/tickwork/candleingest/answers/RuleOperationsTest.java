package dev.tickwork.candleingest.answers;

import static dev.tickwork.candleingest.intake.Candles.hour;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.candleingest.intake.Candles;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.testkit.PostgresFixture;
import dev.tickwork.testservers.Await;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresFixture.class)
class RuleOperationsTest {
    private static final String AUDIT = """
            SELECT format('%s %s %s: %s to %s', action, target, reason, coalesce(before::jsonb ->> 'threshold', 'nothing'),
                          coalesce(after::jsonb ->> 'threshold', 'nothing')) AS line
              FROM job_audit
             ORDER BY id
            """;

    private AskedNode node;
    private Database db;
    private Candles candles;

    @BeforeEach
    void answer(Database database) {
        db = database;
        node = new AskedNode(db);
        candles = node.candles;
        Await.done(Future.all(new RuleOperations(node.answers, candles.quarantine, node.replies).answerOn(node.bus)));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void all_rules_are_told_with_what_they_measure_against() {
        assertThat(rules())
                .containsExactly(
                        "frozen on 30",
                        "high-below-low on null",
                        "jump on 10",
                        "negative-volume on null",
                        "not-positive on null",
                        "outside-range on null");
    }

    @Test
    void a_series_gets_a_limit_of_its_own_that_holds_at_once_and_goes_again() {
        set("jump", series().put("on", true).put("threshold", "2"));

        assertThat(rules()).contains("jump on 10", "jump BTCUSD/1h on 2");
        assertThat(candles.take(hour(0, "100", 0), hour(1, "300", 0), hour(2, "101", 0))
                        .verdict()
                        .quarantined())
                .isEqualTo(1);

        remove();

        assertThat(rules()).contains("jump on 10").doesNotContain("jump BTCUSD/1h on 2");
        assertThat(candles.take(hour(4, "100", 0), hour(5, "300", 0), hour(6, "101", 0))
                        .verdict()
                        .quarantined())
                .isZero();
        assertThat(audited())
                .containsExactly(
                        "quality-rule.set jump of BTCUSD/1h seen: nothing to 2",
                        "quality-rule.remove jump of BTCUSD/1h seen: 2 to nothing");
    }

    @Test
    void what_holds_for_all_is_changed_and_switched_off() {
        set("jump", Wire.object().put("on", true).put("threshold", "2.5"));
        set("outside-range", Wire.object().put("on", false).putNull("threshold"));

        assertThat(rules()).contains("jump on 2.5", "outside-range off null").hasSize(6);
    }

    @Test
    void a_limit_that_a_rule_cannot_measure_against_is_refused() {
        assertThat(refused("jump", Wire.object().put("on", true).put("threshold", "1")))
                .startsWith("/threshold");
        assertThat(refused("jump", Wire.object().put("on", true).putNull("threshold")))
                .startsWith("/threshold");
        assertThat(refused("frozen", Wire.object().put("on", true).put("threshold", "2.5")))
                .startsWith("/threshold");
        assertThat(refused("not-positive", Wire.object().put("on", true).put("threshold", "1")))
                .startsWith("/threshold");
        assertThat(refused(
                        "jump",
                        Wire.object().put("symbol", "BTCUSD").put("on", true).put("threshold", "2")))
                .startsWith("/timeframe");
        assertThat(rules()).contains("jump on 10");
    }

    @Test
    void what_is_not_there_is_not_found() {
        ObjectNode unknown = Wire.object()
                .put("symbol", "NOSUCH")
                .put("timeframe", "1h")
                .put("on", true)
                .put("threshold", "2");

        assertThat(problem("jump", unknown).code()).isEqualTo("not_found");
        assertThat(problem("nosuch", series().put("on", true).putNull("threshold"))
                        .code())
                .isEqualTo("not_found");
        assertThat(catchThrowableOfType(ApiProblem.class, this::remove).code()).isEqualTo("not_found");
    }

    private List<String> audited() {
        return Await.done(db.read(tx -> tx.query(AUDIT, row -> row.text("line"))));
    }

    private String refused(String rule, ObjectNode body) {
        return problem(rule, body).invalid().get(0).field();
    }

    private ApiProblem problem(String rule, ObjectNode body) {
        return catchThrowableOfType(ApiProblem.class, () -> set(rule, body));
    }

    @CanIgnoreReturnValue
    private OperationReply set(String rule, ObjectNode body) {
        return Await.done(node.ask("candles.rules.set", Wire.object().put("rule", rule), body.put("reason", "seen")));
    }

    @CanIgnoreReturnValue
    private OperationReply remove() {
        ObjectNode which = series().put("rule", "jump").put("reason", "seen");
        return Await.done(node.ask("candles.rules.remove", which, null));
    }

    private List<String> rules() {
        JsonNode all =
                Await.done(node.ask("candles.rules.list", Wire.object(), null)).body();
        return StreamSupport.stream(all.path("items").spliterator(), false)
                .map(RuleOperationsTest::line)
                .toList();
    }

    private static String line(JsonNode item) {
        String series = item.path("symbol").isNull()
                ? ""
                : " " + item.path("symbol").asText() + "/"
                        + item.path("timeframe").asText();
        return item.path("rule").asText()
                + series
                + (item.path("on").asBoolean() ? " on " : " off ")
                + item.path("threshold").asText();
    }

    private static ObjectNode series() {
        return Wire.object().put("symbol", "BTCUSD").put("timeframe", "1h");
    }
}

package dev.tickwork.candleingest;

import static dev.tickwork.candleingest.Collected.environment;
import static dev.tickwork.candleingest.Collected.openChunks;
import static dev.tickwork.candleingest.Collected.passed;
import static dev.tickwork.candleingest.Collected.same;
import static dev.tickwork.candleingest.Collected.served;
import static dev.tickwork.candleingest.Collected.stored;
import static dev.tickwork.candleingest.Collected.until;
import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.messages.Caller;
import dev.tickwork.messages.OperationReply;
import dev.tickwork.messages.OperationRequest;
import dev.tickwork.messages.Operations;
import dev.tickwork.messages.Role;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.runtime.Node;
import dev.tickwork.runtime.NodePlan;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.simulator.SimulatorVerticle;
import dev.tickwork.testservers.RealPostgres;
import dev.tickwork.testservers.RealRedis;
import dev.tickwork.testservers.TcpProxy;
import dev.tickwork.testservers.TestDatabase;
import dev.tickwork.testservers.TestRedis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A whole process that collects from the simulator, over HTTP and websockets, with a clock that runs faster. */
@ExtendWith({RealPostgres.class, RealRedis.class})
class CollectingIT {
    @Test
    void the_table_is_what_the_exchange_served_whatever_broke_meanwhile(TestDatabase server, TestRedis redis)
            throws Exception {
        try (TcpProxy postgres = TcpProxy.to(server.url())) {
            Node node = Node.start(NodePlan.read(
                    List.of(SimulatorVerticle.DEFINITION, CandleIngestVerticle.DEFINITION),
                    false,
                    null,
                    environment(postgres.through(server.url()), redis)::get));
            Platform platform = node.platform();
            Database db = platform.database();
            Instant began = platform.time().now();
            until("the past is loaded", () -> openChunks(db) == 0);
            until("it listens", () -> check(platform).equals(HealthCheck.up()));

            fault(platform, "{\"provider\": \"bitfinex\", \"kind\": \"closed_socket\", \"seconds\": 2}");
            passed(platform, Duration.ofMinutes(2));
            postgres.cut();
            passed(platform, Duration.ofMinutes(3));
            postgres.restore();
            passed(platform, Duration.ofMinutes(2));
            Instant until = Timeframe.M1.openOf(platform.time().now()).minus(Duration.ofMinutes(1));

            var minutes = new Span(Timeframe.M1.openFrom(began.minus(Duration.ofHours(6))), until);
            until("every minute is there", () -> same(platform, Timeframe.M1, minutes));
            var hours = new Span(Timeframe.H1.openFrom(began.minus(Duration.ofDays(2))), Timeframe.H1.openOf(began));
            assertThat(stored(db, Timeframe.H1, hours)).isEqualTo(served(platform, Timeframe.H1, hours));
            assertThat(stored(db, Timeframe.M1, minutes)).hasSizeGreaterThan(300);
            done(node.stop());
        }
    }

    private static HealthCheck check(Platform platform) {
        return platform.health().report().checks().get("candle-stream");
    }

    @Test
    void an_operator_sees_what_a_backfill_takes_and_how_far_it_is(TestDatabase server, TestRedis redis)
            throws Exception {
        Map<String, String> environment = environment(server.url(), redis);
        environment.put("BACKFILL_ON_STARTUP", "false");
        environment.put("WS_INGESTION_ENABLED", "false");
        Node node = Node.start(NodePlan.read(
                List.of(SimulatorVerticle.DEFINITION, CandleIngestVerticle.DEFINITION), false, null, environment::get));
        Platform platform = node.platform();

        JsonNode said = backfill(platform, true).body();
        JsonNode before =
                ask(platform, "candles.backfillProgress", Wire.object(), null).body();
        OperationReply begun = backfill(platform, false);
        until("the past is loaded", () -> openChunks(platform.database()) == 0);
        JsonNode after =
                ask(platform, "candles.backfillProgress", Wire.object(), null).body();

        assertThat(said.path("requests").asInt())
                .as("two first candles, a day of minutes, and hours")
                .isEqualTo(4);
        assertThat(said.path("series")).hasSize(3);
        assertThat(said.path("candles").asLong()).isGreaterThan(1500);
        assertThat(before.path("running").asBoolean()).isFalse();
        assertThat(before.path("task_id").isNull()).isTrue();
        assertThat(begun.status()).isEqualTo(202);
        assertThat(after.path("task_id")).isEqualTo(begun.body().path("task_id"));
        assertThat(after.path("chunks_done").asInt()).isEqualTo(2);
        assertThat(after.path("series").path(0).path("loaded_from").isNull()).isFalse();
        done(node.stop());
    }

    private static OperationReply backfill(Platform platform, boolean preview) {
        return ask(
                platform,
                "candles.backfill",
                Wire.object().put("preview", preview),
                Wire.object().put("reason", "to see"));
    }

    @CanIgnoreReturnValue
    private static OperationReply fault(Platform platform, String body) {
        return ask(platform, "simulator.faults.set", Wire.object(), Wire.tree(body));
    }

    private static OperationReply ask(
            Platform platform, String operation, ObjectNode parameters, @Nullable JsonNode body) {
        var request = new OperationRequest(new Caller("test", Role.ADMIN), parameters, body, null, null);
        return done(platform.bus().ask(Operations.call(operation), request));
    }
}

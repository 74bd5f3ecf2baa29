package dev.tickwork.runtime.deployment;

import static dev.tickwork.testservers.Await.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.messages.VertxBus;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeploymentTest {
    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Vertx vertx = Vertx.vertx();
    private final CountDownLatch unblocked = new CountDownLatch(1);

    @AfterEach
    void close() {
        unblocked.countDown();
        done(vertx.close());
    }

    @Test
    void a_verticle_that_stops_makes_way_without_a_word() {
        Deployment deployment = started(LONG, Future::succeededFuture);

        assertThat(redeployed(deployment)).isEqualTo(Redeployed.done());
        assertThat(deployment.status().state()).isEqualTo(DeploymentState.DEPLOYED);
        assertThat(deployment.status().reason()).isNull();
    }

    @Test
    void one_that_never_stops_makes_way_when_its_time_is_over_and_the_next_says_so() {
        Deployment deployment = started(SOON, () -> Promise.promise().future());

        assertThat(redeployed(deployment)).isEqualTo(Redeployed.done());
        assertThat(deployment.status().state()).isEqualTo(DeploymentState.DEPLOYED);
        assertThat(deployment.status().reason())
                .isEqualTo("what ran before did not stop as it should: it had not stopped after 1 s;"
                        + " only a restart of this process ends what may be left of it");
        assertThat(vertx.deploymentIDs()).hasSize(1);

        assertThat(redeployed(deployment)).isEqualTo(Redeployed.done());
        assertThat(deployment.status().reason()).isNull();
    }

    @Test
    void one_that_fails_to_stop_makes_way_and_the_next_says_so() {
        Deployment deployment = started(LONG, () -> Future.failedFuture("the door is stuck"));

        assertThat(redeployed(deployment)).isEqualTo(Redeployed.done());
        assertThat(deployment.status().reason()).contains("did not stop as it should: the door is stuck");
    }

    @Test
    void one_that_blocks_its_thread_has_nothing_put_beside_it_until_it_is_off() {
        Deployment deployment = started(SOON, this::blocking);

        assertThat(redeployed(deployment).result()).isEqualTo(Redeployed.Result.FAILED);
        assertThat(deployment.status().state()).isEqualTo(DeploymentState.FAILED);
        assertThat(deployment.status().reason()).contains("restart this process");
        assertThat(vertx.deploymentIDs()).hasSize(1);

        unblocked.countDown();
        assertThat(redeployed(deployment)).isEqualTo(Redeployed.done());
        assertThat(vertx.deploymentIDs()).hasSize(1);
    }

    private Future<?> blocking() {
        try {
            unblocked.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return Future.succeededFuture();
    }

    /** The first stops like that, those after it as they should. */
    private Deployment started(Duration stopTime, Supplier<Future<?>> firstStops) {
        var next = new Renewal(() -> stopping(Future::succeededFuture), () -> {});
        var deployment = new Deployment(new Recipe("trivial", () -> stopping(firstStops), () -> next), stage(stopTime));
        done(deployment.start());
        return deployment;
    }

    private static Redeployed redeployed(Deployment deployment) {
        return done(deployment.redeploy());
    }

    private static VerticleBase stopping(Supplier<Future<?>> stop) {
        return new VerticleBase() {
            @Override
            public Future<?> stop() {
                return stop.get();
            }
        };
    }

    private Stage stage(Duration stopTime) {
        var node = new NodeInfo(UUID.randomUUID(), "here", "desk", 1, "0.1.0", NOON, List.of("trivial"));
        return new Stage(
                vertx,
                new VertxBus(vertx.eventBus()),
                new FakeTime(NOON),
                node,
                stopTime,
                UnaryOperator.identity(),
                status -> {});
    }
}

package dev.tickwork.runtime.outside;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tickwork.testservers.FakeTime;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClockPauseTest {
    private final Vertx vertx = Vertx.vertx();
    private final FakeTime time = FakeTime.at("2026-03-02T12:00:00Z");
    private final ClockPause pause = new ClockPause(vertx, time);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(10, SECONDS);
    }

    @Test
    void it_is_over_when_the_clock_says_so_and_on_the_callers_context() throws Exception {
        Context caller = vertx.getOrCreateContext();
        Promise<Context> awakeOn = Promise.promise();
        Promise<Void> asleep = Promise.promise();
        caller.runOnContext(here -> {
            pause.of(Duration.ofHours(1)).onComplete(over -> awakeOn.complete(Vertx.currentContext()));
            asleep.complete();
        });
        asleep.future().await(10, SECONDS);

        time.advance(Duration.ofHours(1));

        assertThat(awakeOn.future().await(10, SECONDS)).isEqualTo(caller);
        assertThat(time.nextAlarm()).isEmpty();
    }

    @Test
    void a_clock_that_was_moved_back_stops_nobody() throws Exception {
        Future<Void> over = pause.of(Duration.ofMillis(50));

        time.moveTo(time.now().minus(Duration.ofDays(365)));

        over.await(10, SECONDS);
        assertThat(time.nextAlarm()).isEmpty();
    }
}

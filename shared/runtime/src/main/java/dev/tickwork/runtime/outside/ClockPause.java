package dev.tickwork.runtime.outside;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.domain.time.Time;
import dev.tickwork.upstream.Pause;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Lets time pass on the one clock, so that limits keep their pace when it runs faster. Never longer than it would really
 * take: who waits while the clock is moved back a year would wait for a year.
 */
public final class ClockPause implements Pause {
    private final Vertx vertx;
    private final Time time;

    public ClockPause(Vertx vertx, Time time) {
        this.vertx = vertx;
        this.time = time;
    }

    @Override
    public Future<Void> of(Duration duration) {
        Context here = vertx.getOrCreateContext();
        Promise<Void> over = Promise.promise();
        Alarm alarm = time.wakeAfter(duration, () -> here.runOnContext(awake -> over.tryComplete()));
        long timer = vertx.setTimer(duration.plusMillis(1).toMillis(), rung -> over.tryComplete());
        return over.future().onComplete(done -> {
            alarm.cancel();
            vertx.cancelTimer(timer);
        });
    }
}

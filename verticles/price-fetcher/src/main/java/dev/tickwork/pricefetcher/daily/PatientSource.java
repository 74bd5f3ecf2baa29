package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailyPriceSource;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;

/** Asks again when the credits of the next minute are all that is missing. */
final class PatientSource {
    private static final Duration WORTH_WAITING = Duration.ofMinutes(2);
    private static final int MOST_WAITS = 5;

    private final DailyPriceSource source;
    private final Time time;

    PatientSource(DailyPriceSource source, Time time) {
        this.source = source;
        this.time = time;
    }

    /** The source's answer; rate limited only when the wait is long, or does not help. Fails as the source does. */
    Future<DailyPriceAnswer> ask(DailyPriceQuestion question) {
        return ask(question, MOST_WAITS);
    }

    private Future<DailyPriceAnswer> ask(DailyPriceQuestion question, int waits) {
        return source.daily(question)
                .compose(answer -> answer.match(
                        Future::succeededFuture,
                        limited -> waits > 0 && isSoon(limited.until())
                                ? wakeAt(limited.until()).compose(awake -> ask(question, waits - 1))
                                : Future.succeededFuture(limited)));
    }

    private boolean isSoon(Instant until) {
        return until.isBefore(time.now().plus(WORTH_WAITING));
    }

    private Future<Void> wakeAt(Instant moment) {
        Promise<Void> awake = Promise.promise();
        var unused = time.wakeAt(moment, awake::tryComplete);
        return awake.future();
    }
}

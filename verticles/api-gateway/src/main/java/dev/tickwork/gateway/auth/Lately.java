package dev.tickwork.gateway.auth;

import dev.tickwork.domain.time.Time;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What came of a question that was asked lately, which is not asked again at once however many want to know. */
final class Lately<T> {
    private final Time time;
    private final Duration pause;
    private final Duration afterFailure;
    private final Supplier<Future<T>> question;
    private Instant askedAt = Instant.MIN;
    private @Nullable Future<T> last;

    /**
     * @param pause true time from a question to the next when it was answered
     * @param afterFailure the same when it was not
     */
    Lately(Time time, Duration pause, Duration afterFailure, Supplier<Future<T>> question) {
        this.time = time;
        this.pause = pause;
        this.afterFailure = afterFailure;
        this.question = question;
    }

    /** What comes of the question that is under way or was lately, a failure too; else of a new one. */
    synchronized Future<T> answer() {
        Future<T> known = last;
        if (known != null && (!known.isComplete() || isRecent(known))) {
            return known;
        }
        askedAt = time.now();
        Future<T> asked = question.get();
        last = asked;
        return asked;
    }

    /** A clock that was moved back makes it old, or nothing would be asked until it is there again. */
    private boolean isRecent(Future<T> known) {
        Instant now = time.now();
        Duration patience = time.shownIn(known.failed() ? afterFailure : pause);
        return !now.isBefore(askedAt) && now.isBefore(askedAt.plus(patience));
    }
}

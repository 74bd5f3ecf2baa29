package dev.tickwork.runtime.jobs;

import dev.tickwork.messages.ApiProblem;
import dev.tickwork.messages.OperationRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The body of operations that let something rest: until a moment, or until somebody resumes it. */
record PauseWish(@Nullable Instant until) {
    /** A problem (422) when it would be over at once. */
    static PauseWish of(OperationRequest request, Instant now) {
        PauseWish wish = request.bodyAs(PauseWish.class);
        if (wish.until() != null && !wish.until().isAfter(now)) {
            throw ApiProblem.invalid("/until", "must be later than now, " + now);
        }
        return wish;
    }
}

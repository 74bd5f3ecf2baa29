package dev.tickwork.upstream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of the latest calls to one provider. Safe for any thread. */
final class History {
    private volatile @Nullable Instant lastSuccess;
    private volatile @Nullable Failure lastFailure;

    private record Failure(Instant at, String error) {}

    void answered(Instant at) {
        lastSuccess = at;
    }

    void failed(Instant at, Throwable failure) {
        lastFailure = new Failure(at, String.valueOf(failure.getMessage()));
    }

    @Nullable
    Instant lastSuccess() {
        return lastSuccess;
    }

    @Nullable
    Instant lastFailure() {
        Failure failure = lastFailure;
        return failure == null ? null : failure.at();
    }

    @Nullable
    String lastError() {
        Failure failure = lastFailure;
        return failure == null ? null : failure.error();
    }
}

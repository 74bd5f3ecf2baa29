package dev.tickwork.upstream;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no answer. The message is fit for operators: it names the provider and never a key or a query. It has no
 * cause, because the texts of others may repeat what we sent.
 */
public abstract sealed class UpstreamFailure extends RuntimeException {
    private final String provider;

    private UpstreamFailure(String provider, String message) {
        super(provider + ": " + message);
        this.provider = provider;
    }

    public String provider() {
        return provider;
    }

    /** A stable name for rows, metrics and problem documents. */
    public abstract String code();

    /** Calls to the internet are switched off; nothing was tried. */
    public static final class SwitchedOff extends UpstreamFailure {
        public SwitchedOff(String provider) {
            super(provider, "calls to the internet are switched off (ALLOW_INTERNET_SYNC=false)");
        }

        @Override
        public String code() {
            return "internet_sync_disabled";
        }
    }

    /** The place is not on the allow-list, is not public, or is not http; nothing was sent there. */
    public static final class NotAllowed extends UpstreamFailure {
        public NotAllowed(String provider, String message) {
            super(provider, message);
        }

        @Override
        public String code() {
            return "upstream_not_allowed";
        }
    }

    /** The provider, or our own pace for it, lets us through only later than the deadline. */
    public static final class RateLimited extends UpstreamFailure {
        private final Instant until;
        private final transient @Nullable UpstreamAnswer answer;
        private final boolean isLast;

        /** One after which the same call may be made again. */
        public RateLimited(String provider, String message, Instant until, @Nullable UpstreamAnswer answer) {
            this(provider, message, until, answer, false);
        }

        RateLimited(String provider, String message, Instant until, @Nullable UpstreamAnswer answer, boolean isLast) {
            super(provider, message);
            this.until = until;
            this.answer = answer;
            this.isLast = isLast;
        }

        /** The first moment at which asking again makes sense. */
        public Instant until() {
            return until;
        }

        /** The provider's 429, whose text may say more; empty when it was our own pace. */
        public Optional<UpstreamAnswer> answer() {
            return Optional.ofNullable(answer);
        }

        /**
         * Whether the provider has said it to this very request as often in a row as {@link RetryPolicy#maxRetries} allows,
         * on whatever nodes. Whoever would wait and ask again should rather fail, and leave it to its own policy.
         */
        public boolean isLast() {
            return isLast;
        }

        @Override
        public String code() {
            return "rate_limited";
        }
    }

    /** The credits of the minute or of the day are spent; nothing was sent. */
    public static final class BudgetExhausted extends UpstreamFailure {
        private final Instant until;

        public BudgetExhausted(String provider, Instant until) {
            super(provider, "credits are spent until " + until);
            this.until = until;
        }

        /** When there are new credits. */
        public Instant until() {
            return until;
        }

        @Override
        public String code() {
            return "budget_exhausted";
        }
    }

    /** The provider was down a moment ago and is left alone; nothing was sent. */
    public static final class BreakerOpen extends UpstreamFailure {
        private final Instant until;

        public BreakerOpen(String provider, Instant until) {
            super(provider, "is down, left alone until " + until);
            this.until = until;
        }

        /** When one call may probe. */
        public Instant until() {
            return until;
        }

        @Override
        public String code() {
            return "breaker_open";
        }
    }

    /** An outage: no connection, no complete answer in time, or a 5xx. Worth another try. */
    public static final class Unavailable extends UpstreamFailure {
        private final boolean mayHaveArrived;
        private final @Nullable Instant retryAfter;
        private final transient @Nullable UpstreamAnswer answer;

        public Unavailable(String provider, String message, boolean mayHaveArrived) {
            super(provider, message);
            this.mayHaveArrived = mayHaveArrived;
            this.retryAfter = null;
            this.answer = null;
        }

        public Unavailable(String provider, String message, @Nullable Instant retryAfter, UpstreamAnswer answer) {
            super(provider, message);
            this.mayHaveArrived = true;
            this.retryAfter = retryAfter;
            this.answer = answer;
        }

        /**
         * Whether the provider may have got it and acted on it. When false nothing of it was sent, so that even a write
         * may be repeated.
         */
        public boolean mayHaveArrived() {
            return mayHaveArrived;
        }

        /** Before when the provider does not want to be asked again; empty when it did not say. */
        public Optional<Instant> retryAfter() {
            return Optional.ofNullable(retryAfter);
        }

        /** The provider's 5xx; empty when there was no whole answer. */
        public Optional<UpstreamAnswer> answer() {
            return Optional.ofNullable(answer);
        }

        @Override
        public String code() {
            return "upstream_unavailable";
        }
    }

    /** A mail that the server will never take as it is, however often it is asked. */
    public static final class Refused extends UpstreamFailure {
        public Refused(String provider, String message) {
            super(provider, message);
        }

        @Override
        public String code() {
            return "upstream_refused";
        }
    }

    /** The answer is larger than we are willing to read. */
    public static final class TooLarge extends UpstreamFailure {
        public TooLarge(String provider, int maxBytes) {
            super(provider, "answered more than " + maxBytes + " bytes");
        }

        @Override
        public String code() {
            return "answer_too_large";
        }
    }

    /** An answer that makes no sense: redirects without end, packed data that cannot be unpacked, not the agreed form. */
    public static final class BadAnswer extends UpstreamFailure {
        public BadAnswer(String provider, String message) {
            super(provider, message);
        }

        @Override
        public String code() {
            return "bad_answer";
        }
    }
}

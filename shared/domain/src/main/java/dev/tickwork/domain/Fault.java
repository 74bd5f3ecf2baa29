package dev.tickwork.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why work failed, in the classes that policy hangs on: whether to try again, when, and whom to tell. The message is
 * stored with the run and shown to operators, so it never holds a secret.
 */
public abstract sealed class Fault extends RuntimeException {
    private Fault(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** A stable name for rows, metrics and policies, such as {@code rate_limited}. */
    public abstract String code();

    /** An outage that may pass: network, timeouts, a server's own errors, a lost database. Worth another try. */
    public static final class Transient extends Fault {
        public Transient(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String code() {
            return "transient";
        }
    }

    /** The other side asked us to wait, or our own budget is spent. Worth another try after {@link #until()}. */
    public static final class RateLimited extends Fault {
        private final Instant until;

        public RateLimited(String message, Instant until, @Nullable Throwable cause) {
            super(message, cause);
            this.until = until;
        }

        /** The first moment at which asking again makes sense. */
        public Instant until() {
            return until;
        }

        @Override
        public String code() {
            return "rate_limited";
        }
    }

    /** Asking again cannot help: bad request, missing plan, unknown thing. */
    public static final class Permanent extends Fault {
        public Permanent(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String code() {
            return "permanent";
        }
    }

    /** A switch is off, so nothing was tried. */
    public static final class Disabled extends Fault {
        public Disabled(String message, @Nullable Throwable cause) {
            super(message, cause);
        }

        @Override
        public String code() {
            return "disabled";
        }
    }

    /** Somebody asked for the work to stop. */
    public static final class Cancelled extends Fault {
        public Cancelled(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "cancelled";
        }
    }

    /** The work took longer than it may. */
    public static final class TimedOut extends Fault {
        public TimedOut(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "timed_out";
        }
    }

    /** This attempt is no longer the one that counts; whatever it still writes is refused. */
    public static final class Lost extends Fault {
        public Lost(String message) {
            super(message, null);
        }

        @Override
        public String code() {
            return "lost";
        }
    }
}

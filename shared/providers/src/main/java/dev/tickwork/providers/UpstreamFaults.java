package dev.tickwork.providers;

import dev.tickwork.domain.Fault;
import dev.tickwork.upstream.UpstreamFailure;
import dev.tickwork.upstream.UpstreamFailure.BreakerOpen;
import dev.tickwork.upstream.UpstreamFailure.BudgetExhausted;
import dev.tickwork.upstream.UpstreamFailure.RateLimited;
import dev.tickwork.upstream.UpstreamFailure.SwitchedOff;
import dev.tickwork.upstream.UpstreamFailure.Unavailable;

/** What a failure at the door means to the one who asked. */
public final class UpstreamFaults {
    private UpstreamFaults() {}

    /** The failure in the classes that policy hangs on; what is no {@link UpstreamFailure} is a bug and stays itself. */
    public static Throwable of(Throwable failure) {
        if (!(failure instanceof UpstreamFailure upstream)) {
            return failure;
        }
        String message = String.valueOf(upstream.getMessage());
        if (upstream instanceof Unavailable || upstream instanceof BreakerOpen) {
            return new Fault.Transient(message, upstream);
        }
        if (upstream instanceof RateLimited limited) {
            // A wait is not counted by whoever waits, so the last one must be an outage to him.
            return limited.isLast()
                    ? new Fault.Transient(message, upstream)
                    : new Fault.RateLimited(message, limited.until(), upstream);
        }
        if (upstream instanceof BudgetExhausted exhausted) {
            return new Fault.RateLimited(message, exhausted.until(), upstream);
        }
        return upstream instanceof SwitchedOff
                ? new Fault.Disabled(message, upstream)
                : new Fault.Permanent(message, upstream);
    }
}

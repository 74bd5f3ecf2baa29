package dev.tickwork.upstream;

import dev.tickwork.redis.BudgetWindow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a provider lets us spend. Minutes are those of the clock, days those of UTC.
 *
 * @param perMinute credits in a minute; 0 when the plan has no such limit
 * @param perDay credits in a day; 0 when the plan has no such limit
 * @param liveReserve the share, 0 to 1, that only {@link Priority#LIVE} may spend
 */
public record CreditPlan(long perMinute, long perDay, double liveReserve) {
    public CreditPlan {
        if (perMinute < 0 || perDay < 0) {
            throw new IllegalArgumentException(
                    "credits must not be negative, but are " + perMinute + " per minute, " + perDay + " per day");
        }
        if (!(liveReserve >= 0 && liveReserve <= 1)) {
            throw new IllegalArgumentException("liveReserve must be 0 to 1, but is " + liveReserve);
        }
    }

    /** The windows that an expense at this moment falls into; empty when the plan has no limit at all. */
    List<BudgetWindow> windows(Instant now) {
        List<BudgetWindow> windows = new ArrayList<>();
        if (perMinute > 0) {
            windows.add(BudgetWindow.minute(now, perMinute, reserved(perMinute)));
        }
        if (perDay > 0) {
            windows.add(BudgetWindow.day(now, perDay, reserved(perDay)));
        }
        return windows;
    }

    /** What of a span's credits only {@link Priority#LIVE} may spend. */
    public long reserved(long limit) {
        return (long) Math.ceil(limit * liveReserve);
    }
}

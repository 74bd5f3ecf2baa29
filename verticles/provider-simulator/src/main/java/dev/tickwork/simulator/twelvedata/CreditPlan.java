package dev.tickwork.simulator.twelvedata;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tickwork.domain.time.Time;
import java.util.Optional;

/**
 * What a Twelve Data plan allows: credits per minute of the clock and per day of UTC. Not shared between threads.
 *
 * @see <a href="https://support.twelvedata.com/en/articles/5615854-credits">Twelve Data on credits</a>
 */
final class CreditPlan {
    /** What an unlimited plan says that it has left. */
    private static final int PLENTY = 1_000_000;

    private static final long MINUTE_SECONDS = 60;
    private static final long DAY_SECONDS = 86_400;

    private final int perMinute;
    private final int perDay;
    private final Time time;
    private long minute;
    private int usedInMinute;
    private long day;
    private int usedInDay;

    /** @param perMinute 0 for any number; likewise {@code perDay} */
    CreditPlan(int perMinute, int perDay, Time time) {
        this.perMinute = perMinute;
        this.perDay = perDay;
        this.time = time;
    }

    /** Why that many credits are more than the plan has left; empty when they are not. */
    Optional<ObjectNode> refusal(int credits) {
        turnThePage();
        if (perMinute > 0 && usedInMinute + credits > perMinute) {
            return Optional.of(TwelveDataError.spentMinute(usedInMinute + credits, perMinute));
        }
        if (perDay > 0 && usedInDay + credits > perDay) {
            return Optional.of(TwelveDataError.spentDay(usedInDay + credits, perDay));
        }
        return Optional.empty();
    }

    void charge(int credits) {
        turnThePage();
        usedInMinute += credits;
        usedInDay += credits;
    }

    /** Credits used in the current minute. */
    int used() {
        turnThePage();
        return usedInMinute;
    }

    /** Credits left in the current minute. */
    int left() {
        turnThePage();
        return perMinute > 0 ? Math.max(0, perMinute - usedInMinute) : PLENTY;
    }

    private void turnThePage() {
        long second = time.now().getEpochSecond();
        if (minute != second / MINUTE_SECONDS) {
            minute = second / MINUTE_SECONDS;
            usedInMinute = 0;
        }
        if (day != second / DAY_SECONDS) {
            day = second / DAY_SECONDS;
            usedInDay = 0;
        }
    }
}

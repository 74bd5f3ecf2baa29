package dev.tickwork.gaprepair;

import dev.tickwork.gaprepair.repair.Patience;
import dev.tickwork.jobs.cron.Cron;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * What gap-repair is told in {@code conf/gap-repair.yaml}.
 *
 * @param repairIntervalMinutes how often gaps are repaired
 * @param detectionIntervalMinutes how often they are looked for
 * @param maxRepairsPerRun how many gaps one run repairs; 0 for all
 * @param maxOpenGaps with more open gaps than these nothing is looked for; 0 for always
 * @param sweepCron when everything is looked through: a cron expression, in UTC
 * @param grace how long after its end a candle may still be on its way
 * @param confirmations how many empty answers prove a gap empty
 * @param confirmEvery how far apart they are
 * @param retryFirst how long a gap waits after it was asked for in vain, the first time
 * @param retryMost how long it waits at most
 * @param downtimeLeastSymbols how many symbols must be collected for a hole in all of them to be a downtime
 * @param keepClosedDays how many days it is known of a gap that it was repaired
 */
public record GapRepairConfig(
        int repairIntervalMinutes,
        int detectionIntervalMinutes,
        int maxRepairsPerRun,
        int maxOpenGaps,
        String sweepCron,
        Duration grace,
        int confirmations,
        Duration confirmEvery,
        Duration retryFirst,
        Duration retryMost,
        int downtimeLeastSymbols,
        int keepClosedDays) {
    public GapRepairConfig {
        require(repairIntervalMinutes >= 1, "repairIntervalMinutes: " + repairIntervalMinutes + " is below 1");
        require(detectionIntervalMinutes >= 1, "detectionIntervalMinutes: " + detectionIntervalMinutes + " is below 1");
        require(maxRepairsPerRun >= 0, "maxRepairsPerRun: " + maxRepairsPerRun + " is below 0, which is for all");
        require(maxOpenGaps >= 0, "maxOpenGaps: " + maxOpenGaps + " is below 0, which is for always");
        require(confirmations >= 1, "confirmations: " + confirmations + " is below 1");
        require(confirmEvery.toMillis() > 0, "confirmEvery: " + confirmEvery + " is no time at all");
        require(retryFirst.toMillis() > 0, "retryFirst: " + retryFirst + " is no time at all");
        require(
                retryMost.compareTo(retryFirst) >= 0,
                "retryMost: " + retryMost + " is shorter than retryFirst, " + retryFirst);
        require(
                downtimeLeastSymbols >= 2,
                "downtimeLeastSymbols: " + downtimeLeastSymbols
                        + " is below 2; of one symbol a downtime cannot be told");
        require(keepClosedDays >= 1, "keepClosedDays: " + keepClosedDays + " is below 1");
        sweepCron = Cron.of(sweepCron, ZoneOffset.UTC).expression();
    }

    Duration repairEvery() {
        return Duration.ofMinutes(repairIntervalMinutes);
    }

    Duration detectEvery() {
        return Duration.ofMinutes(detectionIntervalMinutes);
    }

    /** What falls due until then is done now: just after a repair it would wait for a whole interval more. */
    Instant soon(Instant now) {
        return now.plus(repairEvery().dividedBy(10));
    }

    Duration keepClosed() {
        return Duration.ofDays(keepClosedDays);
    }

    Patience patience() {
        return new Patience(confirmations, confirmEvery, retryFirst, retryMost);
    }

    Cron sweep() {
        return Cron.of(sweepCron, ZoneOffset.UTC);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}

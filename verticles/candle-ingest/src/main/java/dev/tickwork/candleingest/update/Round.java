package dev.tickwork.candleingest.update;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.Trigger;
import dev.tickwork.jobs.Unique;
import dev.tickwork.messages.candles.FetchCandles;
import io.vertx.core.Future;
import java.util.List;

/**
 * Requests for several series, each in a run of its own. A round waits for those that it made and not for one that is tried
 * again and again, so rounds may overlap: of each series one request is under way, so not more of them than there are series.
 */
final class Round {
    private static final Origin ORIGIN = new Origin(Trigger.PARENT, null);

    private Round() {}

    /** The request for one series; one that still waits is not made twice. */
    static RunRequest request(Series series, FetchCandles fetch) {
        return RunRequest.of(FetchCandles.JOB, ORIGIN).with(fetch).once(Unique.live(fetch.reason() + " " + series));
    }

    /**
     * Makes them. What the exchange does not answer is told by its own run.
     *
     * @param whyNone said when there are none
     */
    static Future<JobOutcome> make(List<RunRequest> requests, RunContext run, String whyNone) {
        return requests.isEmpty()
                ? Future.succeededFuture(new JobOutcome.Skipped(whyNone))
                : run.spawn(requests)
                        .map(born -> new JobOutcome.AfterChildren(JobOutcome.Done.all(0, born.size()), true));
    }
}

package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.ledger.EndedCounts;
import dev.tickwork.jobs.ledger.RunCountStore.Lately;
import dev.tickwork.jobs.ledger.Unfinished;
import dev.tickwork.jobs.ledger.WaitingCounts;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How many runs there are, as {@code jobs.counts} answers. */
record CountsAnswer(States states, List<OfQueue> queues, List<OfJob> jobs, EndedCounts lastHour, EndedCounts lastDay) {

    /** The runs that are not over, by state. */
    record States(long pending, long started, long retry) {}

    /** Those of one queue. */
    record OfQueue(String queue, long ready, long later, long running, long retrying, long held) {
        static OfQueue of(String queue, WaitingCounts counts) {
            return new OfQueue(
                    queue, counts.ready(), counts.later(), counts.running(), counts.retrying(), counts.held());
        }
    }

    /** Those of one job. */
    record OfJob(String job, long ready, long later, long running, long retrying, long held) {
        static OfJob of(String job, WaitingCounts counts) {
            return new OfJob(job, counts.ready(), counts.later(), counts.running(), counts.retrying(), counts.held());
        }
    }

    static CountsAnswer of(Unfinished unfinished, Lately lately) {
        var states = new States(unfinished.pending(), unfinished.started(), unfinished.retry());
        Map<String, WaitingCounts> byQueue = unfinished.byQueue();
        List<OfQueue> queues = Arrays.stream(JobQueue.values())
                .map(JobQueue::label)
                .map(name -> OfQueue.of(name, byQueue.getOrDefault(name, WaitingCounts.NONE)))
                .toList();
        List<OfJob> jobs = unfinished.byJob().entrySet().stream()
                .map(one -> OfJob.of(one.getKey(), one.getValue()))
                .toList();
        return new CountsAnswer(states, queues, jobs, lately.hour(), lately.day());
    }
}

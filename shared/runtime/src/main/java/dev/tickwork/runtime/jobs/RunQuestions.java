package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.JobListStore;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.messages.ApiProblem;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What callers ask of runs, as the contract has it. */
final class RunQuestions {
    /** Which runs: parameters of {@code jobs.list}, and the filter of {@code jobs.bulk}. */
    record Wanted(
            @Nullable List<String> state,
            @Nullable String job,
            @Nullable String node,
            @Nullable String queue,
            @Nullable UUID parent,
            @Nullable Instant since,
            @Nullable Instant until,
            @Nullable String search) {}

    /** How much of a list, and from where. */
    record Part(int limit, @Nullable String cursor) {}

    /** The path parameter of operations on one run. */
    record OneRun(UUID id) {}

    private final JobListStore jobs;

    RunQuestions(JobListStore jobs) {
        this.jobs = jobs;
    }

    /** The filter, with a job's alias made its name; a problem (422) when no run can be meant. */
    Future<RunFilter> filter(Tx tx, Wanted wanted) {
        check(wanted);
        String job = wanted.job();
        return job == null
                ? Future.succeededFuture(filter(wanted, null))
                : jobs.nameOf(tx, job).map(name -> filter(wanted, name.orElse(job)));
    }

    /** The filter of a question whose job is named by its stable name. */
    static RunFilter filterOf(Wanted wanted) {
        return filter(wanted, wanted.job());
    }

    private static RunFilter filter(Wanted wanted, @Nullable String job) {
        return new RunFilter(
                states(wanted.state()),
                job,
                wanted.node(),
                wanted.queue(),
                wanted.parent(),
                wanted.since(),
                wanted.until(),
                wanted.search());
    }

    private static void check(Wanted wanted) {
        Instant since = wanted.since();
        Instant until = wanted.until();
        if (since != null && until != null && !since.isBefore(until)) {
            throw ApiProblem.invalid("since", since + " is not before until, " + until);
        }
    }

    private static Set<RunState> states(@Nullable List<String> labels) {
        Set<RunState> states = EnumSet.noneOf(RunState.class);
        if (labels != null) {
            labels.forEach(label -> states.add(RunState.valueOf(label.toUpperCase(Locale.ROOT))));
        }
        return states;
    }
}

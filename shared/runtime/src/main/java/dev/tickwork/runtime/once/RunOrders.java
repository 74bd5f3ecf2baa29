package dev.tickwork.runtime.once;

import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.runtime.config.ConfigurationRefused;
import dev.tickwork.runtime.config.Mistake;
import dev.tickwork.runtime.config.Suggestion;
import dev.tickwork.runtime.config.TypedArguments;
import dev.tickwork.runtime.lifecycle.CannotStart;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds what a command line means among the jobs that a process has. What it cannot mean is a misuse. */
final class RunOrders {
    /** What is run every night, in this order; by the names that people call them. */
    static final List<String> NIGHTLY =
            List.of("earnings_poll", "price_refresh", "fx_refresh", "document_refresh", "metrics_recalc");

    private final List<JobDefinition> jobs;

    RunOrders(List<JobDefinition> jobs) {
        this.jobs = jobs;
    }

    /**
     * One job with its arguments.
     *
     * @param name its name or an alias
     * @param typed its arguments as they were typed, by name; empty for those of its first schedule, if it has one
     */
    List<RunOrder> one(String name, Map<String, String> typed) {
        JobDefinition job = find(name).orElseThrow(() -> CannotStart.misused(unknown(name)));
        return List.of(new RunOrder(job, arguments(job, typed)));
    }

    /** The nightly jobs that are here. */
    List<RunOrder> nightly() {
        List<RunOrder> orders = NIGHTLY.stream()
                .flatMap(name -> find(name).stream())
                .map(job -> new RunOrder(job, arguments(job, Map.of())))
                .toList();
        if (orders.isEmpty()) {
            throw CannotStart.misused(
                    "this program has none of the nightly jobs " + String.join(", ", NIGHTLY) + "; it has " + names());
        }
        return orders;
    }

    private Optional<JobDefinition> find(String name) {
        return jobs.stream().filter(job -> namesOf(job).anyMatch(name::equals)).findFirst();
    }

    private static Stream<String> namesOf(JobDefinition job) {
        return Stream.concat(Stream.of(job.name()), job.aliases().stream());
    }

    private String unknown(String name) {
        List<String> all = jobs.stream().flatMap(RunOrders::namesOf).toList();
        return "there is no job " + name + " in this program; "
                + Suggestion.of(name, all)
                        .map(near -> "did you mean " + near + "?")
                        .orElse("it has " + names());
    }

    private String names() {
        return jobs.isEmpty()
                ? "no jobs"
                : jobs.stream().map(JobDefinition::name).sorted().collect(Collectors.joining(", "));
    }

    // Who says nothing wants what the job does by itself; the first of its schedules is the usual one.
    private static Record arguments(JobDefinition job, Map<String, String> typed) {
        return usual(job).filter(usual -> typed.isEmpty()).orElseGet(() -> read(job, typed));
    }

    private static Optional<Record> usual(JobDefinition job) {
        return job.schedules().stream().findFirst().flatMap(Schedule::arguments);
    }

    private static Record read(JobDefinition job, Map<String, String> typed) {
        try {
            return TypedArguments.of(job.arguments(), typed);
        } catch (ConfigurationRefused refused) {
            throw CannotStart.misused(job.name() + " cannot be run with this: "
                    + refused.mistakes().stream().map(Mistake::toString).collect(Collectors.joining("; ")));
        }
    }
}

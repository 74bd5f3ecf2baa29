package dev.tickwork.jobs;

import dev.tickwork.jobs.notices.NoticePolicy;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a job is. Rows outlive releases, so a name is never changed and never given to another job.
 *
 * @param name stable, in kebab case, such as {@code price-fetch}
 * @param aliases other names that people know it by; the first is what {@code /jobs/status} shows
 * @param verticle whose job it is; empty where there is no verticle
 * @param queue which others it stands in line with
 * @param limits how long one attempt may take
 * @param retry whether and when a failed run is tried again
 * @param arguments what it takes; what is stored outlives a release, so a component that is added later is nullable
 * @param notices which of its failures people are told of
 * @param schedules when it runs by itself; empty when it only runs for whoever asks
 */
public record JobDefinition(
        String name,
        List<String> aliases,
        String verticle,
        JobQueue queue,
        TimeLimits limits,
        RetryPolicy retry,
        Class<? extends Record> arguments,
        NoticePolicy notices,
        List<Schedule> schedules) {
    private static final Pattern KEBAB_CASE = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

    public JobDefinition {
        if (!KEBAB_CASE.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be in kebab case but is " + name);
        }
        aliases = List.copyOf(aliases);
        schedules = List.copyOf(schedules);
    }

    /** A job without arguments that runs for whoever asks and is retried as usual. */
    public static JobDefinition of(String name, JobQueue queue, TimeLimits limits) {
        return new JobDefinition(
                name,
                List.of(),
                "",
                queue,
                limits,
                RetryPolicy.STANDARD,
                NoArguments.class,
                NoticePolicy.CRITICAL,
                List.of());
    }

    public JobDefinition in(String owner) {
        return new JobDefinition(name, aliases, owner, queue, limits, retry, arguments, notices, schedules);
    }

    public JobDefinition knownAs(String... others) {
        return new JobDefinition(name, List.of(others), verticle, queue, limits, retry, arguments, notices, schedules);
    }

    public JobDefinition retried(RetryPolicy policy) {
        return new JobDefinition(name, aliases, verticle, queue, limits, policy, arguments, notices, schedules);
    }

    public JobDefinition taking(Class<? extends Record> args) {
        return new JobDefinition(name, aliases, verticle, queue, limits, retry, args, notices, schedules);
    }

    public JobDefinition told(NoticePolicy policy) {
        return new JobDefinition(name, aliases, verticle, queue, limits, retry, arguments, policy, schedules);
    }

    public JobDefinition scheduled(Schedule... times) {
        return new JobDefinition(name, aliases, verticle, queue, limits, retry, arguments, notices, List.of(times));
    }

    /** What people are shown: the first alias, or the name where there is none. */
    public String shownName() {
        return aliases.isEmpty() ? name : aliases.get(0);
    }
}

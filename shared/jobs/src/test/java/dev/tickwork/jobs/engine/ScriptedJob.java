package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.TimeLimits;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A job that does what a test says, and remembers when it was asked to. */
final class ScriptedJob implements Job {
    static final TimeLimits LIMITS = new TimeLimits(Duration.ofSeconds(20), Duration.ofSeconds(30));

    private final JobDefinition definition;
    private volatile Function<RunContext, Future<JobOutcome>> script;
    private final List<RunContext> runs = new CopyOnWriteArrayList<>();

    ScriptedJob(JobDefinition definition, Function<RunContext, Future<JobOutcome>> script) {
        this.definition = definition;
        this.script = script;
    }

    static ScriptedJob every(Duration wish, Function<RunContext, Future<JobOutcome>> script) {
        return scheduled(Schedule.every(wish), script);
    }

    static ScriptedJob scheduled(Schedule schedule, Function<RunContext, Future<JobOutcome>> script) {
        return new ScriptedJob(
                JobDefinition.of("price-fetch", JobQueue.DEFAULT, LIMITS)
                        .knownAs("PriceFetcherJob")
                        .retried(RetryPolicy.NEVER)
                        .scheduled(schedule),
                script);
    }

    /** Runs only for whoever asks, once, and may take an hour. */
    static ScriptedJob asked(String name, Function<RunContext, Future<JobOutcome>> script) {
        return asked(name, RetryPolicy.NEVER, script);
    }

    static ScriptedJob asked(String name, RetryPolicy retry, Function<RunContext, Future<JobOutcome>> script) {
        var hour = Duration.ofHours(1);
        return new ScriptedJob(
                JobDefinition.of(name, JobQueue.DEFAULT, new TimeLimits(hour, hour))
                        .retried(retry),
                script);
    }

    /** Once an hour, and it may take as long. */
    static ScriptedJob hourly(Function<RunContext, Future<JobOutcome>> script) {
        var hour = Duration.ofHours(1);
        return new ScriptedJob(
                JobDefinition.of("price-fetch", JobQueue.DEFAULT, new TimeLimits(hour, hour))
                        .knownAs("PriceFetcherJob")
                        .retried(RetryPolicy.NEVER)
                        .scheduled(Schedule.every(hour)),
                script);
    }

    static Future<JobOutcome> done(RunContext run) {
        return Future.succeededFuture(JobOutcome.Done.all(0, 1));
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        runs.add(run);
        return script.apply(run);
    }

    void nowDoes(Function<RunContext, Future<JobOutcome>> other) {
        script = other;
    }

    List<RunContext> runs() {
        return runs;
    }

    List<Instant> fires() {
        return runs.stream().map(RunContext::firedAt).toList();
    }
}

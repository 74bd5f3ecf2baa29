package dev.tickwork.bench.jobs;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.Origin;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.jobs.notices.IncidentLog;
import dev.tickwork.jobs.notices.NoticeRules;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import dev.tickwork.runtime.clock.NodeTime;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Our own engine as a process has it, without what it tells consoles and metrics. */
final class Tickwork implements Contender {
    private static final String NAME = "bench";
    private static final long PATIENCE_SECONDS = 60;

    /** The standard ones, but as patient as the others: a disk that stalls for seconds is no outage here. */
    private static final EngineSettings SETTINGS = new EngineSettings(
            EngineSettings.DEFAULT.heartbeat(),
            EngineSettings.DEFAULT.lostAfter(),
            EngineSettings.DEFAULT.backstop(),
            Duration.ofSeconds(30),
            EngineSettings.DEFAULT.drain(),
            EngineSettings.DEFAULT.backlogRuns(),
            EngineSettings.DEFAULT.hands(),
            EngineSettings.DEFAULT.role(),
            EngineSettings.DEFAULT.kept());

    private static final String UNFINISHED = """
            SELECT count(*) AS runs
              FROM job_queue
            """;

    private final Vertx vertx = Vertx.vertx();
    private final Database database;
    private final JobEngine engine;
    private final Job job;

    Tickwork(PostgresAddress address, Consumer<Ticket> handler) {
        var url = PostgresUrl.parse(address.url());
        var time = new NodeTime(vertx);
        var unused = new Migrations(url, time.trueClock()).run("simulated", Duration.ZERO);
        this.database = Database.connect(vertx, PostgresConfig.standard(url, NAME));
        this.engine = JobEngine.open(parts(time));
        this.job = new Bench(handler);
        await(engine.start(job)
                .compose(known -> engine.stop(job))); // a run may only be asked for of a job that is known
    }

    private EngineParts parts(NodeTime time) {
        long pid = ProcessHandle.current().pid();
        return new EngineParts(
                vertx,
                database,
                time,
                time.trueClock(),
                new SecureRandom(),
                new WorkerNode(
                        UUID.randomUUID().toString(), NAME, "localhost", pid, "bench", time.now(), List.of(NAME)),
                SETTINGS,
                new EnginePorts(change -> {}, time::follow, text -> text, nobodyIsTold()));
    }

    private static IncidentLog nobodyIsTold() {
        return new IncidentLog(new NoticeRules(Set.of(), Duration.ofMinutes(30), Map.of()), UUID::randomUUID);
    }

    @Override
    public CompletionStage<?> enqueue(Ticket ticket) {
        return engine.enqueue(request(ticket)).toCompletionStage();
    }

    @Override
    public void enqueueAll(List<Ticket> tickets) {
        await(engine.enqueueAll(tickets.stream().map(Tickwork::request).toList()));
    }

    private static RunRequest request(Ticket ticket) {
        return RunRequest.of(NAME, Origin.EVENT).with(ticket);
    }

    @Override
    public void work() {
        await(engine.start(job));
    }

    @Override
    public void rest() {
        await(engine.stop(job));
    }

    @Override
    public long unfinished() {
        return await(database.read(tx -> tx.query(UNFINISHED, row -> row.number("runs"))))
                .get(0);
    }

    @Override
    public void close() {
        await(engine.drain(Duration.ofSeconds(5))
                .compose(drained -> engine.close())
                .compose(closed -> database.close())
                .compose(closed -> vertx.close()));
    }

    @CanIgnoreReturnValue
    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the engine did not answer", e);
        }
    }

    /** Does nothing but to note its ticket. */
    private record Bench(Consumer<Ticket> handler) implements Job {
        @Override
        public JobDefinition definition() {
            return JobDefinition.of(
                            NAME, JobQueue.DEFAULT, new TimeLimits(Duration.ofSeconds(30), Duration.ofSeconds(60)))
                    .taking(Ticket.class);
        }

        @Override
        public Future<JobOutcome> run(RunContext run) {
            handler.accept(run.arguments(Ticket.class));
            return Future.succeededFuture(JobOutcome.Done.all(0, 1));
        }
    }
}

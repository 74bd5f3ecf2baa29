package dev.tickwork.bench.jobs;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * db-scheduler, polling by lock-and-fetch with the threads and limits of its authors' own benchmark, and running at once
 * what is asked for in the process that works. The ticket is the instance's id, so that it needs no data column.
 *
 * @see <a href="https://github.com/kagkarlsson/db-scheduler#polling-strategies">its polling strategies</a>
 */
final class DbScheduler implements Contender {
    private static final int THREADS = 20;
    private static final double FETCH_BELOW = 4.0;
    private static final double FETCH_UP_TO = 20.0;

    /** As in the release, with all of its indexes. */
    private static final String SCHEMA = """
            CREATE TABLE IF NOT EXISTS scheduled_tasks (
                task_name            text NOT NULL,
                task_instance        text NOT NULL,
                task_data            bytea,
                execution_time       timestamptz,
                picked               boolean NOT NULL,
                picked_by            text,
                last_success         timestamptz,
                last_failure         timestamptz,
                consecutive_failures int,
                last_heartbeat       timestamptz,
                version              bigint NOT NULL,
                priority             smallint,
                state                text,
                PRIMARY KEY (task_name, task_instance)
            );
            CREATE INDEX IF NOT EXISTS execution_time_idx ON scheduled_tasks (execution_time);
            CREATE INDEX IF NOT EXISTS last_heartbeat_idx ON scheduled_tasks (last_heartbeat);
            CREATE INDEX IF NOT EXISTS priority_execution_time_idx
                ON scheduled_tasks (priority DESC, execution_time ASC);
            """;

    private final HikariDataSource pool;
    private final OneTimeTask<Void> task;
    private final SchedulerClient client;
    private final Duration poll;
    private volatile @Nullable Scheduler scheduler;

    DbScheduler(PostgresAddress address, Consumer<Ticket> handler, Duration poll) {
        this.pool = PooledPostgres.open(address, THREADS);
        PooledPostgres.execute(pool, SCHEMA);
        this.task = Tasks.oneTime("bench").execute((run, context) -> handler.accept(Ticket.parse(run.getId())));
        this.client = SchedulerClient.Builder.create(pool, task).build();
        this.poll = poll;
    }

    @Override
    public CompletionStage<?> enqueue(Ticket ticket) {
        client().schedule(task.instance(ticket.text()), Instant.now());
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void enqueueAll(List<Ticket> tickets) {
        var instances = new ArrayList<TaskInstance<?>>(tickets.size());
        tickets.forEach(ticket -> instances.add(task.instance(ticket.text())));
        client().scheduleBatch(instances, Instant.now());
    }

    /** Only through the scheduler that works here does it learn of a run at once. */
    private SchedulerClient client() {
        Scheduler working = scheduler;
        return working == null ? client : working;
    }

    @Override
    public void work() {
        var working = Scheduler.create(pool, task)
                .threads(THREADS)
                .pollUsingLockAndFetch(FETCH_BELOW, FETCH_UP_TO)
                .pollingInterval(poll)
                .enableImmediateExecution()
                .build();
        working.start();
        scheduler = working;
    }

    @Override
    public void rest() {
        Scheduler working = scheduler;
        if (working != null) {
            working.stop();
            scheduler = null;
        }
    }

    @Override
    public long unfinished() {
        return PooledPostgres.count(pool, "SELECT count(*) FROM scheduled_tasks");
    }

    @Override
    public void close() {
        rest();
        pool.close();
    }
}

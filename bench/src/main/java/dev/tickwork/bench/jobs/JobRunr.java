package dev.tickwork.bench.jobs;

import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jobrunr.jobs.lambdas.JobRequest;
import org.jobrunr.jobs.lambdas.JobRequestHandler;
import org.jobrunr.jobs.mappers.JobMapper;
import org.jobrunr.jobs.states.StateName;
import org.jobrunr.scheduling.JobRequestScheduler;
import org.jobrunr.server.BackgroundJobServer;
import org.jobrunr.server.BackgroundJobServerConfiguration;
import org.jobrunr.server.JobActivator;
import org.jobrunr.storage.StorageProvider;
import org.jobrunr.storage.sql.postgres.PostgresStorageProvider;
import org.jobrunr.utils.mapper.JsonMapper;
import org.jobrunr.utils.mapper.jackson.JacksonJsonMapper;
import org.jspecify.annotations.Nullable;

/**
 * JobRunr with job requests, which spare it the analysis of a lambda, and as many workers as it takes by itself.
 *
 * @see <a href="https://www.jobrunr.io/en/documentation/background-methods/background-job-server/">its server</a>
 */
final class JobRunr implements Contender {
    private static final int CONNECTIONS = 20;
    private static final List<StateName> OPEN = List.of(StateName.SCHEDULED, StateName.ENQUEUED, StateName.PROCESSING);

    private final HikariDataSource pool;
    private final JsonMapper json = new JacksonJsonMapper();
    private final StorageProvider storage;
    private final JobRequestScheduler scheduler;
    private final Consumer<Ticket> handler;
    private final Duration poll;
    private @Nullable BackgroundJobServer server;

    JobRunr(PostgresAddress address, Consumer<Ticket> handler, Duration poll) {
        this.pool = PooledPostgres.open(address, CONNECTIONS);
        this.storage = new PostgresStorageProvider(pool);
        storage.setJobMapper(new JobMapper(json));
        this.scheduler = new JobRequestScheduler(storage);
        this.handler = handler;
        this.poll = poll;
    }

    @Override
    public CompletionStage<?> enqueue(Ticket ticket) {
        return CompletableFuture.completedFuture(scheduler.enqueue(new Run(ticket)));
    }

    @Override
    public void enqueueAll(List<Ticket> tickets) {
        Stream<Run> runs = tickets.stream().map(Run::new);
        scheduler.enqueue(runs);
    }

    @Override
    public void work() {
        var configuration = BackgroundJobServerConfiguration.usingStandardBackgroundJobServerConfiguration()
                .andPollInterval(poll);
        var starting = new BackgroundJobServer(storage, json, new HandlerOf(handler), configuration);
        starting.start();
        server = starting;
    }

    @Override
    public void rest() {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public long unfinished() {
        return OPEN.stream().mapToLong(storage::countJobs).sum();
    }

    @Override
    public void close() {
        rest();
        scheduler.shutdown();
        storage.close();
        pool.close();
    }

    /** A run as JobRunr stores it. Public, as all that it calls by reflection. */
    public record Run(Ticket ticket) implements JobRequest {
        @Override
        public Class<Handler> getJobRequestHandler() {
            return Handler.class;
        }
    }

    /** What a run does. */
    public record Handler(Consumer<Ticket> handler) implements JobRequestHandler<Run> {
        @Override
        public void run(Run run) {
            handler.accept(run.ticket());
        }
    }

    /** Makes the one handler there is. */
    private record HandlerOf(Consumer<Ticket> handler) implements JobActivator {
        @Override
        public <T> T activateJob(Class<T> type) {
            return type.cast(new Handler(handler));
        }
    }
}

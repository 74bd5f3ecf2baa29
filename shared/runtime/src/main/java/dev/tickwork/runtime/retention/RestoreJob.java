package dev.tickwork.runtime.retention;

import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts the rows of one archive back into the table; what is there stays as it is, so it may be repeated. */
final class RestoreJob implements Job {
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(5), Duration.ofMinutes(6));

    private final JobDefinition definition;
    private final Retained table;
    private final RetentionParts parts;

    RestoreJob(Retained table, String verticle, RetentionParts parts) {
        this.definition = JobDefinition.of(table.policy().restoreJob(), JobQueue.LOW_PRIORITY, LIMITS)
                .in(verticle)
                .taking(RestoreArgs.class);
        this.table = table;
        this.parts = parts;
    }

    @Override
    public JobDefinition definition() {
        return definition;
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        RestoreArgs asked = run.arguments(RestoreArgs.class);
        return parts.database()
                .read(tx -> parts.archives().find(tx, asked.archive()))
                .compose(known -> known.map(archive -> restore(run, asked, archive))
                        .orElseGet(() -> giveUp("this database has no archive " + asked.archive())));
    }

    private Future<JobOutcome> restore(RunContext run, RestoreArgs asked, ArchiveStore.Known archive) {
        if (!archive.table().equals(table.policy().table())) {
            return giveUp("the archive " + asked.archive() + " holds rows of " + archive.table() + " and not of "
                    + table.policy().table());
        }
        var reader = new ArchiveReader(parts.folder().world());
        Path file = path(asked.file(), archive);
        return run.blocking(() -> reader.rows(file, archive))
                .compose(rows -> run.write(tx -> table.putBack(tx, rows)))
                .map(written -> JobOutcome.Done.all(written.rows(), 1));
    }

    private Path path(@Nullable String moved, ArchiveStore.Known archive) {
        return moved == null ? parts.folder().root().resolve(archive.file()) : Path.of(moved);
    }

    private static Future<JobOutcome> giveUp(String why) {
        return Future.succeededFuture(new JobOutcome.GiveUp(why));
    }
}

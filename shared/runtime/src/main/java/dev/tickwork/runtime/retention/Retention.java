package dev.tickwork.runtime.retention;

import dev.tickwork.domain.World;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.RunsKept;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.postgres.Database;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Keeps tables to their retention: rooms name theirs, and a cleanup asks them all. */
public final class Retention {
    /** The job that asks all rooms. */
    public static final String CLEANUP = CleanupJob.NAME;

    private final JobEngine engine;
    private final RetentionParts parts;
    private final Keeping logs;
    private final Job cleanup;

    /**
     * Where archives come from and go to.
     *
     * @param folder below which all archives of this node are
     * @param world of their rows
     * @param node whose disk the folder is on, for people
     * @param runsKept how long the engine keeps runs
     */
    public record Place(Path folder, World world, String node, RunsKept runsKept) {}

    /** @param every when everything is cleaned */
    public Retention(
            JobEngine engine, Database database, Time time, RandomGenerator random, Place place, Schedule every) {
        this.engine = engine;
        var folder = new ArchiveFolder(place.folder(), place.world().label());
        this.parts = new RetentionParts(
                database,
                time,
                new Archivist(database, time, random, folder, place.node()),
                folder,
                new ArchiveStore(),
                new PolicyStore());
        this.logs = keeping(new RetainedLogs((int) place.runsKept().longest().toDays()), "", null);
        this.cleanup = new CleanupJob(database, time, every);
    }

    /**
     * Keeps a table of a verticle, once the verticle has started it.
     *
     * @param schedule when its policy is applied; null for only when somebody asks
     */
    public Keeping keeping(Retained table, String verticle, @Nullable Schedule schedule) {
        List<Job> jobs =
                List.of(new RetentionJob(table, verticle, schedule, parts), new RestoreJob(table, verticle, parts));
        return new Keeping(engine, parts, table.policy(), jobs);
    }

    /** Cleans by the schedule, and the ledger of runs for whoever asks, from now on. */
    public Future<Void> start() {
        return logs.start().compose(started -> engine.start(cleanup));
    }
}

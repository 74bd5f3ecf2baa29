package dev.tickwork.jobs;

import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.jobs.cron.FireTimes;
import dev.tickwork.jobs.cron.MisfirePolicy;
import dev.tickwork.jobs.cron.OverlapPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * When a job runs by itself: at an interval or by a cron expression, once over all nodes. Unless it says otherwise, a fire
 * that comes while its last run still goes on is skipped and counted, and whatever was missed while nobody was there is
 * caught up by one run.
 */
public final class Schedule {
    private final @Nullable String name;
    private final Rhythm rhythm;
    private final OverlapPolicy overlap;
    private final MisfirePolicy misfire;
    private final boolean continuedWithoutDatabase;
    private final @Nullable Record arguments;

    private Schedule(
            @Nullable String name,
            Rhythm rhythm,
            OverlapPolicy overlap,
            MisfirePolicy misfire,
            boolean continuedWithoutDatabase,
            @Nullable Record arguments) {
        this.name = name;
        this.rhythm = rhythm;
        this.overlap = overlap;
        this.misfire = misfire;
        this.continuedWithoutDatabase = continuedWithoutDatabase;
        this.arguments = arguments;
    }

    /** Fires every {@code wish}, counted from the first start of the job. */
    public static Schedule every(Duration wish) {
        return of(Rhythm.every(wish));
    }

    /** Fires when the expression says. */
    public static Schedule at(Cron cron) {
        return of(Rhythm.at(cron));
    }

    private static Schedule of(Rhythm rhythm) {
        return new Schedule(null, rhythm, OverlapPolicy.SKIP, MisfirePolicy.ONE, false, null);
    }

    /** The same under a name of its own, which is never changed; by default it has the job's. */
    public Schedule named(String own) {
        return new Schedule(own, rhythm, overlap, misfire, continuedWithoutDatabase, arguments);
    }

    /**
     * The same, but as often as {@code cadence} says at each fire, because of market hours or a spent budget. It is asked
     * on the engine's thread and answers at once.
     */
    public Schedule stretchedBy(Function<Instant, Cadence> cadence) {
        return new Schedule(name, rhythm.stretchedBy(cadence), overlap, misfire, continuedWithoutDatabase, arguments);
    }

    /** The same, but the first fire is so long after the first start of the job; a later start changes nothing. */
    public Schedule startingAfter(Duration first) {
        return new Schedule(name, rhythm.startingAfter(first), overlap, misfire, continuedWithoutDatabase, arguments);
    }

    /** The same, with another answer to a fire that comes while the last run goes on. */
    public Schedule overlapping(OverlapPolicy other) {
        return new Schedule(name, rhythm, other, misfire, continuedWithoutDatabase, arguments);
    }

    /** The same, with another answer to fires that were missed. */
    public Schedule misfiring(MisfirePolicy other) {
        return new Schedule(name, rhythm, overlap, other, continuedWithoutDatabase, arguments);
    }

    /** The same, asking for this at each fire. */
    public Schedule with(Record args) {
        return new Schedule(name, rhythm, overlap, misfire, continuedWithoutDatabase, args);
    }

    /**
     * The same, but the node that fired last goes on from memory while Postgres is away, unless it only makes runs for
     * others. Two nodes may do so after a partition, so this is only for work that harms nobody when done twice.
     */
    public Schedule continuesWithoutDatabase() {
        return new Schedule(name, rhythm, overlap, misfire, true, arguments);
    }

    /** The same as an operator wants it. */
    public Schedule as(Rhythm other) {
        return new Schedule(name, other, overlap, misfire, continuedWithoutDatabase, arguments);
    }

    /** Its name, when it is one of {@code job}. */
    public String nameOf(String job) {
        return name == null ? job : name;
    }

    public Rhythm rhythm() {
        return rhythm;
    }

    public OverlapPolicy overlap() {
        return overlap;
    }

    public MisfirePolicy misfire() {
        return misfire;
    }

    public Optional<Record> arguments() {
        return Optional.ofNullable(arguments);
    }

    public boolean isContinuedWithoutDatabase() {
        return continuedWithoutDatabase;
    }

    /** How often it fires at {@code now}, and why. */
    public Cadence cadenceAt(Instant now) {
        return rhythm.cadenceAt(now);
    }

    /** Its fires around {@code due}, which is one of them, at a distance of {@code every} unless cron says when. */
    public FireTimes timesFrom(Instant due, Duration every) {
        return rhythm.timesFrom(due, every);
    }
}

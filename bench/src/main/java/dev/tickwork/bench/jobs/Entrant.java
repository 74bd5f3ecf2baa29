package dev.tickwork.bench.jobs;

import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/** Who takes part, and how it is set up. */
enum Entrant {
    DB_SCHEDULER(
            "db-scheduler, polls every 0.1 s",
            true,
            (address, handler) -> new DbScheduler(address, handler, Duration.ofMillis(100))),
    DB_SCHEDULER_AS_IT_COMES(
            "the same, every 10 s as it comes",
            false,
            (address, handler) -> new DbScheduler(address, handler, Duration.ofSeconds(10))),
    JOBRUNR(
            "JobRunr, polls every 5 s, its least",
            true,
            (address, handler) -> new JobRunr(address, handler, Duration.ofSeconds(5))),
    JOBRUNR_AS_IT_COMES(
            "the same, every 15 s as it comes",
            false,
            (address, handler) -> new JobRunr(address, handler, Duration.ofSeconds(15))),
    TICKWORK("Tickwork", true, Tickwork::new);

    private final String shown;
    private final boolean isRacing;
    private final BiFunction<PostgresAddress, Consumer<Ticket>, Contender> opening;

    Entrant(String shown, boolean isRacing, BiFunction<PostgresAddress, Consumer<Ticket>, Contender> opening) {
        this.shown = shown;
        this.isRacing = isRacing;
        this.opening = opening;
    }

    static List<Entrant> all() {
        return List.of(values());
    }

    /** The one that the others are compared with. */
    static Entrant ours() {
        return values()[values().length - 1];
    }

    /** What the table calls it. */
    String shown() {
        return shown;
    }

    /** Whether its throughput differs from that of the one before, and is measured. */
    boolean isRacing() {
        return isRacing;
    }

    /** Opens it in this process; {@code handler} is what each of its runs does. */
    Contender open(PostgresAddress address, Consumer<Ticket> handler) {
        return opening.apply(address, handler);
    }
}

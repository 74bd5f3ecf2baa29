package dev.tickwork.jobs.engine;

import dev.tickwork.jobs.JobStatus;
import dev.tickwork.jobs.JobsStatus;
import dev.tickwork.postgres.DatabaseDown;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** How the jobs do: of all nodes, or of this one alone while Postgres cannot be asked. Touched on the engine's context only. */
final class StatusHere {
    private final Workshop workshop;
    private final Timetable timetable;
    private final String node;
    private final StatusStore store = new StatusStore();

    /** @param node this node's name, as people call it */
    StatusHere(Workshop workshop, Timetable timetable, String node) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.node = node;
    }

    Future<JobsStatus> all() {
        Instant now = workshop.now();
        Instant silentSince = now.minus(workshop.lostAfter());
        return workshop.door()
                .read(tx -> store.all(tx, now, silentSince))
                .map(jobs -> JobsStatus.of(jobs, true))
                .recover(failure -> failure instanceof DatabaseDown
                        ? Future.succeededFuture(fromMemory(now))
                        : Future.failedFuture(failure));
    }

    private JobsStatus fromMemory(Instant now) {
        List<JobStatus> jobs = timetable.schedules().stream()
                .map(schedule -> schedule.job().status(schedule, now, timetable.goesOnInMemory(schedule) ? node : null))
                .toList();
        return JobsStatus.of(jobs, false);
    }
}

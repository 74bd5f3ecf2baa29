package dev.tickwork.jobs;

import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.RunStore.LostRun;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the others that this node lives, and records the runs of those that do not. Touched on the engine's context only.
 */
final class Pulse {
    private static final Logger log = LoggerFactory.getLogger(Pulse.class);

    private final Workshop workshop;
    private final NodeStore nodes;
    private final Timetable timetable;
    private final Runner runner;
    private final OffsetMeter meter;
    private final Runnable whenHeard;
    private @Nullable Alarm alarm;
    private boolean beating;
    private boolean again;
    private Future<Void> last = Future.succeededFuture();
    private boolean stopped;
    private Instant lastBeat = Instant.MIN;
    private Instant steadySince = Instant.MAX;

    Pulse(
            Workshop workshop,
            NodeStore nodes,
            Timetable timetable,
            Runner runner,
            OffsetMeter meter,
            Runnable whenHeard) {
        this.workshop = workshop;
        this.nodes = nodes;
        this.timetable = timetable;
        this.runner = runner;
        this.meter = meter;
        this.whenHeard = whenHeard;
    }

    /** A sign of life now, and from then on at each heartbeat. */
    void beat() {
        if (stopped) {
            return;
        }
        if (beating) {
            again = true;
            return;
        }
        beating = true;
        disarm();
        Instant now = workshop.now();
        last = beatOnce(now);
        last.onFailure(Pulse::failed).onComplete(done -> next(now));
    }

    /** No more signs of life; completes when the last one is over. */
    Future<Void> stop() {
        stopped = true;
        disarm();
        return last.otherwiseEmpty();
    }

    private Future<Void> beatOnce(Instant now) {
        return workshop.door()
                .probe(tx -> beat(tx, now).compose(said -> sweep(tx, now)))
                .map(lost -> heard(lost, now));
    }

    private Future<Instant> beat(Tx tx, Instant now) {
        Instant started = meter.start();
        return nodes.beat(tx, timetable.all(), meter.offset(), now).map(said -> {
            meter.answered(started, said);
            return said;
        });
    }

    private Future<List<LostRun>> sweep(Tx tx, Instant now) {
        Instant silentSince = now.minus(lostAfter());
        return workshop.runs().sweep(tx, now, runner.ids(), silentSince, mayJudge(now));
    }

    private @Nullable Void heard(List<LostRun> lost, Instant now) {
        if (lastBeat.isBefore(now.minus(lostAfter())) || lastBeat.isAfter(now)) {
            steadySince = now;
        }
        lastBeat = now;
        lost.forEach(run -> workshop.runLog().lost(run, now));
        whenHeard.run();
        return null;
    }

    // Whoever was away itself, or had its clock moved, sees all others silent; it waits until they had the time to
    // beat.
    private boolean mayJudge(Instant now) {
        boolean steady = !lastBeat.isBefore(now.minus(lostAfter())) && !lastBeat.isAfter(now);
        return steady && !steadySince.plus(lostAfter()).isAfter(now);
    }

    private Duration lostAfter() {
        return workshop.settings().lostAfter();
    }

    private void next(Instant began) {
        beating = false;
        if (again) {
            again = false;
            beat();
            return;
        }
        if (!stopped) {
            // Counted from its beginning, so that a slow database does not stretch the pulse.
            Instant due = began.plus(workshop.settings().heartbeat());
            alarm = workshop.time().wakeAt(due, () -> workshop.context().run(this::beat));
        }
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private static void failed(Throwable failure) {
        if (!(failure instanceof DatabaseDown)) {
            log.atError().setCause(failure).log("heartbeat failed");
            return;
        }
        log.atDebug().addKeyValue("error", failure.getMessage()).log("postgres heard no heartbeat");
    }
}

package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.jobs.engine.RescueStore.Suspect;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
    private final Supplier<Set<UUID>> inHand;
    private final Consumer<Fault> whenCutOff;
    private final OffsetMeter meter;
    private final RescueStore rescues;
    private final Consumer<Beat> whenHeard;
    private @Nullable Alarm alarm;
    private boolean beating;
    private boolean again;
    private Future<Void> last = Future.succeededFuture();
    private boolean stopped;
    private final Instant born;
    private Instant nextTidying = Instant.MIN;
    private final Steadiness steadiness;
    private volatile OptionalInt workers = OptionalInt.empty();

    Pulse(
            Workshop workshop,
            NodeStore nodes,
            Timetable timetable,
            Supplier<Set<UUID>> inHand,
            Consumer<Fault> whenCutOff,
            OffsetMeter meter,
            Consumer<Beat> whenHeard) {
        this.workshop = workshop;
        this.nodes = nodes;
        this.timetable = timetable;
        this.inHand = inHand;
        this.whenCutOff = whenCutOff;
        this.meter = meter;
        this.rescues = new RescueStore(workshop.node());
        this.born = workshop.now();
        this.whenHeard = whenHeard;
        this.steadiness = new Steadiness(workshop.time(), workshop.settings());
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
        last.onFailure(failure -> failed(failure, now)).onComplete(done -> next(now));
    }

    /** A sign of life now. Completes when Postgres has this one, or the one that is on its way; fails when it does not. */
    Future<Void> ask() {
        beat();
        return stopped ? Future.failedFuture(new Fault.Lost("this node gives no more signs of life")) : last;
    }

    /** The clock was moved: no sign of life from before says how long ago it was, so all are heard anew. */
    void clockMoved() {
        steadiness.beginAnew(workshop.now());
        beat();
    }

    /** How many nodes work on jobs of verticles, as of the last heartbeat; empty while this node cannot tell yet. */
    OptionalInt workers() {
        return workers;
    }

    /** No more signs of life; completes when the last one is over. */
    Future<Void> stop() {
        stopped = true;
        disarm();
        return last.otherwiseEmpty();
    }

    /** No more signs of life, so that nobody waits for the next one; when Postgres is away, others wait. */
    Future<Void> sayGoodBye() {
        return stop().compose(stopped -> workshop.door()
                        .write(tx -> nodes.stop(tx, workshop.now()))
                        .<Void>mapEmpty())
                .recover(failure ->
                        failure instanceof DatabaseDown ? Future.succeededFuture() : Future.failedFuture(failure));
    }

    private Future<Void> beatOnce(Instant now) {
        return workshop.door()
                .probe(tx -> beat(tx, now).compose(said -> sweep(tx, now)).compose(swept -> workshop.incidents()
                        .refresh(tx)))
                .map(refreshed -> heard(now));
    }

    private Future<Instant> beat(Tx tx, Instant now) {
        Instant started = meter.start();
        boolean works = workshop.settings().role().works();
        List<StartedJob> worked = works ? List.copyOf(timetable.all()) : List.of();
        return nodes.beat(tx, worked, meter.offset(), now, silentSince(now)).map(heard -> {
            meter.answered(started, heard.saidAt());
            count(heard.otherWorkers() + (worksForVerticles(worked) ? 1 : 0), now);
            return heard.saidAt();
        });
    }

    private void count(int alive, Instant now) {
        if (alive > 0 || judges(now)) {
            workers = OptionalInt.of(alive);
        }
    }

    // What belongs to no verticle is there in every process, and says nothing of whether anybody works.
    private static boolean worksForVerticles(List<StartedJob> jobs) {
        return jobs.stream().anyMatch(job -> !job.verticle().isEmpty());
    }

    private Future<Void> sweep(Tx tx, Instant now) {
        return rescues.suspects(tx, now.minus(workshop.lostAfter()))
                .map(suspects -> convicted(suspects, judges(now)))
                .compose(lost -> lost.isEmpty() ? Future.succeededFuture() : rescue(tx, lost, now))
                .compose(rescued -> now.isBefore(nextTidying) ? Future.succeededFuture() : tidy(tx, now));
    }

    // What this node has in hand is not lost, and what it should have is.
    private List<UUID> convicted(List<Suspect> suspects, boolean othersToo) {
        if (suspects.isEmpty()) {
            return List.of();
        }
        Set<UUID> own = inHand.get();
        return suspects.stream()
                .filter(suspect -> suspect.isOwn()
                        ? !own.contains(suspect.id()) && !workshop.unheard().covers(suspect)
                        : othersToo)
                .map(Suspect::id)
                .toList();
    }

    private Future<Void> rescue(Tx tx, List<UUID> lost, Instant now) {
        return rescues.rescue(tx, lost, now, silentSince(now))
                .compose(rescued -> workshop.aftermath().follow(tx, rescued, now));
    }

    // What should have followed a run's end and did not, because a node died between the two.
    private Future<Void> tidy(Tx tx, Instant now) {
        nextTidying = now.plus(workshop.backstop());
        return rescues.stranded(tx).compose(stranded -> workshop.aftermath().next(tx, stranded, now));
    }

    private @Nullable Void heard(Instant now) {
        var beat = new Beat(now, judges(now), Duration.between(silentSince(now), now));
        steadiness.heard(now);
        whenHeard.accept(beat);
        return null;
    }

    private boolean judges(Instant now) {
        return steadiness.silentSince(now).isPresent();
    }

    private Instant silentSince(Instant now) {
        return steadiness.silentSince(now).orElseGet(() -> now.minus(workshop.lostAfter()));
    }

    /**
     * A sign of life that Postgres has.
     *
     * @param at when it was given
     * @param judges whether this node has been there for long enough to tell who is silent
     * @param silence for how long somebody must not have been heard to count as gone
     */
    record Beat(Instant at, boolean judges, Duration silence) {}

    private void next(Instant began) {
        beating = false;
        if (again) {
            again = false;
            beat();
            return;
        }
        if (!stopped) {
            // Counted from its beginning, so that a slow database does not stretch the pulse.
            Instant due = began.plus(workshop.heartbeat());
            alarm = workshop.time().wakeAt(due, () -> workshop.context().run(this::beat));
        }
    }

    private void disarm() {
        if (alarm != null) {
            alarm.cancel();
            alarm = null;
        }
    }

    private void failed(Throwable failure, Instant now) {
        Instant lastSign = steadiness.lastHeard().orElse(born);
        if (lastSign.isBefore(now.minus(workshop.lostAfter()))) {
            whenCutOff.accept(new Fault.Lost("this node was cut off for too long"));
        }
        if (!(failure instanceof DatabaseDown)) {
            log.atError().setCause(failure).log("heartbeat failed");
            return;
        }
        log.atDebug().addKeyValue("error", failure.getMessage()).log("postgres heard no heartbeat");
    }
}

package dev.tickwork.jobs.engine;

import dev.tickwork.domain.Fault;
import dev.tickwork.jobs.Enqueued;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RunRequest;
import dev.tickwork.jobs.engine.ClaimStore.Claim;
import dev.tickwork.jobs.engine.RunIdentity.Ties;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where single runs are asked for. What many callers ask at the same time goes into the queue in one statement; what this
 * node can begin at once is born begun, so that nobody has to find it.
 */
final class Desk {
    private static final int AT_ONCE = 1000;
    /** While the database makes one batch durable, it can do the work of another. */
    private static final int MOST_UNDER_WAY = 2;

    private final Workshop workshop;
    private final Timetable timetable;
    private final Worker worker;
    private final Returns returns;
    private final Deque<Asked> waiting = new ArrayDeque<>();
    private int underWay;
    private boolean isLookedAt;

    Desk(Workshop workshop, Timetable timetable, Worker worker) {
        this.workshop = workshop;
        this.timetable = timetable;
        this.worker = worker;
        this.returns = new Returns(workshop);
    }

    /** To be called on the engine's context. Completes when it is durable. */
    Future<Enqueued> enqueue(RunRequest request, @Nullable String arguments) {
        var asked = new Asked(request, arguments, Promise.promise());
        waiting.addLast(asked);
        addSoon();
        return asked.answer().future();
    }

    static Fault unknown(Collection<String> jobs) {
        return new Fault.Permanent("no node has ever served " + String.join(", ", new TreeSet<>(jobs)), null);
    }

    // Who asks in the same turn of the loop shares a statement.
    private void addSoon() {
        if (!isLookedAt) {
            isLookedAt = true;
            workshop.context().run(this::addWaiting);
        }
    }

    private void addWaiting() {
        isLookedAt = false;
        if (underWay == MOST_UNDER_WAY || waiting.isEmpty()) {
            return;
        }
        underWay++;
        Instant now = workshop.now();
        List<Asked> batch = take();
        List<NewRun> runs = batch.stream().map(asked -> newRun(asked, now)).toList();
        Future<EntryStore.Added> inHands = workshop.door()
                .statement(tx -> workshop.entries().add(tx, runs, now))
                .onSuccess(added -> added(batch, runs, added, now));
        heard(inHands, runs, now)
                .onFailure(failure -> failed(batch, runs, failure))
                .onComplete(added -> {
                    underWay--;
                    addSoon();
                });
    }

    // What is born begun may be ours without our hearing of it; nothing is while Postgres is away.
    private Future<EntryStore.Added> heard(Future<EntryStore.Added> inHands, List<NewRun> runs, Instant now) {
        return runs.stream().anyMatch(NewRun::isHere) ? workshop.unheard().hear(now, inHands) : inHands;
    }

    private List<Asked> take() {
        List<Asked> batch = new ArrayList<>(Math.min(AT_ONCE, waiting.size()));
        while (batch.size() < AT_ONCE && !waiting.isEmpty()) {
            batch.add(waiting.removeFirst());
        }
        return batch;
    }

    private NewRun newRun(Asked asked, Instant now) {
        RunRequest request = asked.request();
        Instant runAt = request.runAt() == null ? now : request.runAt();
        return new NewRun(
                workshop.nextId(),
                request.job(),
                request.priority(),
                runAt,
                request.origin(),
                asked.arguments(),
                runAt.isAfter(now) ? null : handFor(request.job()));
    }

    // The hand is taken for it until it is known whether it may begin.
    private @Nullable JobQueue handFor(String name) {
        StartedJob job = timetable.find(name);
        if (job == null || !worker.wouldBeginAtOnce(job)) {
            return null;
        }
        worker.hands().take(job.queue());
        return job.queue();
    }

    private void added(List<Asked> batch, List<NewRun> runs, EntryStore.Added added, Instant now) {
        runs.forEach(this::giveHandBack);
        if (!added.unknown().isEmpty()) {
            withoutUnknown(batch, added.unknown());
            return;
        }
        List<Claim> strangers = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            NewRun run = runs.get(i);
            if (added.started().contains(run.id())) {
                begin(run, now, strangers);
            }
            batch.get(i).answer().complete(new Enqueued(run.id(), true));
        }
        returns.strangers(strangers, now);
    }

    // Nothing was added, for the sake of some; the others are tried again.
    private void withoutUnknown(List<Asked> batch, Set<String> unknown) {
        for (int i = batch.size() - 1; i >= 0; i--) {
            Asked asked = batch.get(i);
            if (unknown.contains(asked.request().job())) {
                asked.answer().fail(unknown(Set.of(asked.request().job())));
            } else {
                waiting.addFirst(asked);
            }
        }
    }

    private void failed(List<Asked> batch, List<NewRun> runs, Throwable failure) {
        runs.forEach(this::giveHandBack);
        batch.forEach(asked -> asked.answer().fail(failure));
    }

    private void giveHandBack(NewRun run) {
        if (run.hand() != null) {
            worker.hands().giveBack(run.hand());
        }
    }

    private void begin(NewRun run, Instant now, List<Claim> strangers) {
        StartedJob job = timetable.find(run.job());
        if (job == null || worker.isStopped()) {
            strangers.add(new Claim(run.id(), 1));
            return;
        }
        var ties = new Ties(null, false, run.arguments(), false, false);
        worker.begin(new Execution(
                job, new RunIdentity(run.id(), job.definition(), run.runAt(), 1, 1, now, ties), workshop));
    }

    /** A request, and who waits for its answer. */
    private record Asked(RunRequest request, @Nullable String arguments, Promise<Enqueued> answer) {}
}

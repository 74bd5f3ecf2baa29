package dev.tickwork.jobs.notices;

import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Turns the ends of runs into incidents and into notices for the outbox, in the transaction that ends the run: either all
 * of it happens or nothing. {@link NoticeDesk} sends them afterwards, from any node.
 *
 * <p>A transaction that ends several runs tells of them in the order of their jobs' names, so that two such never wait for
 * each other. Where something is to be said, it notifies once.
 */
public final class IncidentLog {
    private final NoticeRules rules;
    private final Supplier<UUID> ids;
    private final IncidentStore incidents = new IncidentStore();
    private final OutboxStore outbox = new OutboxStore();

    /** @param ids names incidents */
    public IncidentLog(NoticeRules rules, Supplier<UUID> ids) {
        this.rules = rules;
        this.ids = ids;
    }

    /** A run has failed for good. To be told once for each; the same run told again at once counts once. */
    public Future<Void> failed(Tx tx, FailedRun run) {
        return goOn(tx, run)
                .compose(gone -> incidents.count(tx, ids.get(), run))
                .compose(incident -> rules.afterFailure(incident, run)
                        .map(kind -> tell(tx, incident, kind, run.at()))
                        .orElseGet(Future::succeededFuture));
    }

    // It was well for a moment only, and whoever has not been told that yet need not hear of it.
    private Future<Integer> goOn(Tx tx, FailedRun run) {
        return incidents
                .reopen(tx, run.job(), run.at().minus(rules.digestEvery()))
                .compose(again -> again.map(incident -> outbox.withdraw(tx, incident, NoticeKind.RESOLVED))
                        .orElseGet(() -> Future.succeededFuture(0)));
    }

    /**
     * A run has ended well, which resolves its job's incident; people are told when the job has been well for a while, and
     * was not when they were told last. Needed only for the jobs that are {@link #open}; safe for
     * all. Where a success of such a job is not told, the next one makes up for it.
     */
    public Future<Void> succeeded(Tx tx, String job, UUID run, Instant at) {
        return incidents
                .resolve(tx, job, run, at)
                .compose(resolved -> resolved.isPresent()
                        ? tellResolved(tx, resolved.get(), at)
                        : incidents.forget(tx, job).mapEmpty());
    }

    private Future<Void> tellResolved(Tx tx, Incident incident, Instant at) {
        return outbox.last(tx, incident.id())
                .compose(
                        last -> last.filter(NoticeKind.RESOLVED.label()::equals).isPresent()
                                ? Future.succeededFuture()
                                : put(tx, incident.notice(NoticeKind.RESOLVED), at.plus(rules.wellFor())));
    }

    /**
     * The jobs that have failed since their last success on any node. Cheap enough to be asked with each heartbeat; this
     * node's own failures join in between.
     */
    public Future<Set<String>> open(Tx tx) {
        return incidents.unresolved(tx);
    }

    private Future<Void> tell(Tx tx, Incident incident, NoticeKind kind, Instant at) {
        return incidents.tell(tx, incident.id(), at).compose(told -> put(tx, told.notice(kind), at));
    }

    private Future<Void> put(Tx tx, Notice notice, Instant due) {
        return rules.channels().isEmpty()
                ? Future.succeededFuture()
                : outbox.put(tx, notice, rules.channels(), due)
                        .compose(put -> tx.notify(NoticeDesk.CHANNEL, notice.job()));
    }
}

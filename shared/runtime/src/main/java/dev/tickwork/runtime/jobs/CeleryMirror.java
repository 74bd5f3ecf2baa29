package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.messages.Wire;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import dev.tickwork.redis.Cache;
import dev.tickwork.redis.RedisKeys;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows background tasks to clients of Celery, which look for them in Redis. Nobody here reads that: while Redis is away
 * such a client learns of a change late, or sees a task as pending; {@link CeleryCatchUp} makes up for it. What is written
 * is read from the ledger at that moment, one task after the other, so that an older state never replaces a newer one.
 */
public final class CeleryMirror implements RunListener {
    /** The jobs behind the operations under {@code /api/v1/background}. */
    public static final Set<String> BACKGROUND = Set.of("daily-prices", "cleanup", "compute-index", "generate-report");

    private static final Logger log = LoggerFactory.getLogger(CeleryMirror.class);
    static final Duration KEPT = Duration.ofHours(24);
    private static final String ASKED_FOR = "api";
    private static final int MOST_CHILDREN = 1000;
    private static final int MOST_MISSED = 1000;

    private final Database database;
    private final Cache redis;
    private final RunListStore lists = new RunListStore();
    private final RunDetailStore details = new RunDetailStore(lists, new RunLogStore());
    private final CeleryTaskStore tasks = new CeleryTaskStore();
    private final Set<UUID> missed = new LinkedHashSet<>();
    private Future<Void> last = Future.succeededFuture();

    public CeleryMirror(Database database, Cache redis) {
        this.database = database;
        this.redis = redis;
    }

    @Override
    public void changed(RunChange change) {
        if (BACKGROUND.contains(change.job())) {
            show(change.runId()).onFailure(e -> log.atDebug()
                    .addKeyValue("runId", change.runId())
                    .addKeyValue("error", e.getMessage())
                    .log("a task is still to be mirrored"));
        }
    }

    /** Shows how a task stands, when it is one that somebody asked for; fails while Redis or Postgres is away. */
    synchronized Future<Void> show(UUID task) {
        last = last.transform(before -> write(task)).onComplete(shown -> keep(task, shown.succeeded()));
        return last;
    }

    /**
     * Shows what could not be shown before, and tasks that have ended since then; fails at the first that cannot be shown.
     * Safe to repeat.
     */
    Future<Void> catchUp(Instant since) {
        return database.read(tx -> tasks.endedSince(tx, BACKGROUND, ASKED_FOR, since))
                .compose(ended -> showAll(withMissed(ended)));
    }

    private Future<Void> showAll(Collection<UUID> several) {
        Future<Void> shown = Future.succeededFuture();
        for (UUID task : several) {
            shown = shown.compose(before -> show(task));
        }
        return shown;
    }

    private synchronized Set<UUID> withMissed(List<UUID> ended) {
        Set<UUID> all = new LinkedHashSet<>(missed);
        all.addAll(ended);
        return all;
    }

    private synchronized void keep(UUID task, boolean isShown) {
        if (isShown) {
            missed.remove(task);
        } else if (missed.size() < MOST_MISSED) {
            missed.add(task);
        }
    }

    private Future<Void> write(UUID task) {
        return database.read(tx -> meta(tx, task))
                .compose(meta -> meta.map(found -> redis.put(RedisKeys.celeryTask(task), Wire.encode(found), KEPT))
                        .orElseGet(Future::succeededFuture));
    }

    private Future<Optional<CeleryMeta>> meta(Tx tx, UUID task) {
        return details.core(tx, task)
                .map(core -> core.filter(CeleryMirror::isAskedFor))
                .compose(core -> core.map(found -> withChildren(tx, found).map(Optional::of))
                        .orElseGet(() -> Future.succeededFuture(Optional.empty())));
    }

    private static boolean isAskedFor(RunCore core) {
        return core.summary().trigger().equals(ASKED_FOR);
    }

    private Future<CeleryMeta> withChildren(Tx tx, RunCore core) {
        return lists.ids(tx, RunFilter.childrenOf(core.summary().id()), null, MOST_CHILDREN)
                .map(children -> CeleryMeta.of(core, children.runs()));
    }
}

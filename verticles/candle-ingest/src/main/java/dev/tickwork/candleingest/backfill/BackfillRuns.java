package dev.tickwork.candleingest.backfill;

import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.Tx;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What the ledger of runs says of backfills and their requests. */
final class BackfillRuns {
    private final Database database;
    private final AskedStore asked = new AskedStore();
    private final RunListStore lists = new RunListStore();
    private final RunDetailStore details = new RunDetailStore(lists, new RunLogStore());

    BackfillRuns(Database database) {
        this.database = database;
    }

    /** One run; empty when there is none, or no longer. */
    Future<Optional<RunSummary>> find(Tx tx, UUID run) {
        return details.core(tx, run).map(core -> core.map(RunCore::summary));
    }

    /** When a run was asked for, however often it has looked since. */
    Future<Instant> askedAt(RunContext run) {
        return database.read(tx -> find(tx, run.runId()))
                .map(known -> known.map(RunSummary::enqueuedAt).orElse(run.firedAt()));
    }

    /** The backfill that goes on and loads most; else the newest, whatever became of it; empty when there never was one. */
    Future<Optional<RunCore>> shown() {
        return database.read(asked::live).compose(live -> live.stream()
                .filter(run -> run.args().isOfAll())
                .findFirst()
                .or(() -> live.stream().findFirst())
                .map(run -> database.read(tx -> details.core(tx, run.id())))
                .orElseGet(this::newest));
    }

    private Future<Optional<RunCore>> newest() {
        var backfills = new RunFilter(Set.of(), BackfillJob.NAME, null, null, null, null, null, null);
        return database.read(tx -> lists.page(tx, backfills, null, 1).compose(page -> page.items().stream()
                .findFirst()
                .map(run -> details.core(tx, run.id()))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))));
    }
}

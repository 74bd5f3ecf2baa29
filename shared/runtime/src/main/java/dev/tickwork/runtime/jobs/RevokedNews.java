package dev.tickwork.runtime.jobs;

import dev.tickwork.jobs.RunChange;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.RunCore;
import dev.tickwork.jobs.ledger.RunDetailStore;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunLogStore;
import dev.tickwork.jobs.ledger.RunSummary;
import dev.tickwork.postgres.Database;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of runs that were called off before they began: no node ran them, so no node's engine tells. */
final class RevokedNews {
    private static final Logger log = LoggerFactory.getLogger(RevokedNews.class);

    private final Database database;
    private final RunListener listener;
    private final RunDetailStore details = new RunDetailStore(new RunListStore(), new RunLogStore());

    RevokedNews(Database database, RunListener listener) {
        this.database = database;
        this.listener = listener;
    }

    /** To be called when it is committed. */
    void tell(UUID run) {
        database.read(tx -> details.core(tx, run))
                .onSuccess(core -> core.map(RunCore::summary).ifPresent(this::tell))
                .onFailure(e -> log.atDebug()
                        .addKeyValue("runId", run)
                        .addKeyValue("error", e.getMessage())
                        .log("a run that was called off was not told of"));
    }

    private void tell(RunSummary run) {
        Instant at = run.finishedAt();
        if (at != null && run.startedAt() == null) {
            String node = Objects.requireNonNullElse(run.node(), "");
            listener.changed(
                    new RunChange(run.id(), run.job(), RunState.REVOKED, run.attempt(), node, at, null, null, null));
        }
    }
}

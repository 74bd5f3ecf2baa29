package dev.tickwork.runtime;

import dev.tickwork.postgres.MigrationResult;
import dev.tickwork.postgres.Migrations;
import dev.tickwork.runtime.lifecycle.CannotStart;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the database up to date while the rest of the process, which does not need it yet, is started. */
final class SchemaUpdate {
    private static final Logger log = LoggerFactory.getLogger(SchemaUpdate.class);

    private final FutureTask<MigrationResult> update;

    private SchemaUpdate(FutureTask<MigrationResult> update) {
        this.update = update;
    }

    static SchemaUpdate begin(NodeConfig config) {
        log.atInfo()
                .addKeyValue("database", config.database().url())
                .addKeyValue("patience", config.database().waitAtStart())
                .log("bringing the schema up to date");
        var migrations = new Migrations(config.database().url(), Clock.systemUTC());
        var update = new FutureTask<>(
                () -> migrations.run(config.world().label(), config.database().waitAtStart()));
        var thread = new Thread(update, "schema-update");
        thread.setDaemon(true);
        thread.start();
        return new SchemaUpdate(update);
    }

    /**
     * Waits for its end.
     *
     * @throws dev.tickwork.postgres.StartFailure when the database must not or cannot be used
     */
    void await() {
        try {
            MigrationResult result = update.get();
            log.atInfo()
                    .addKeyValue("version", result.version())
                    .addKeyValue("files", result.applied())
                    .log("the schema is up to date");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CannotStart.because("interrupted while the schema was brought up to date", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        }
    }
}

package dev.tickwork.runtime.retention;

import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/** A process that archives things until it is done, or killed. */
final class ArchivingMain {
    static final String NAME = "archiving-main";
    static final int PER_ARCHIVE = 5;

    private ArchivingMain() {}

    public static void main(String[] args) {
        var database = Database.connect(Vertx.vertx(), PostgresConfig.standard(PostgresUrl.parse(args[0]), NAME));
        var attic = new Attic(database, Path.of(args[1]));
        attic.clean(Things.in(database, PER_ARCHIVE), 1);
        System.exit(0);
    }
}

package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The data directory of the embedded Postgres: made once, checked and configured at every start. */
record PostgresFiles(Path folder, PostgresPrograms programs) {
    static final String USER = "tickwork";
    static final String DATABASE = "tickwork";

    private static final Logger log = LoggerFactory.getLogger(PostgresFiles.class);

    private static final String SETTINGS = """
            # Tickwork writes this file at every start. Settings of yours go into local.conf beside it;
            # the ones below win over them.
            include_if_exists = 'local.conf'
            listen_addresses = '127.0.0.1'
            port = %d
            unix_socket_directories = ''
            fsync = on
            synchronous_commit = on
            full_page_writes = on
            password_encryption = 'scram-sha-256'
            timezone = 'UTC'
            log_timezone = 'UTC'
            log_checkpoints = off
            # One file per day of the week, each emptied when its day comes round again.
            logging_collector = on
            log_directory = '%s'
            log_filename = 'postgres-%%a.log'
            log_truncate_on_rotation = on
            log_rotation_age = '1d'
            log_rotation_size = 0
            """;

    private static final String ACCESS = """
            # Tickwork writes this file at every start.
            host all all 127.0.0.1/32 scram-sha-256
            """;

    private static final String FIRST_STATEMENTS = """
            ALTER ROLE %s PASSWORD '%s';
            CREATE DATABASE %s;
            """;

    boolean exist() {
        return !Folders.isEmpty(folder);
    }

    /**
     * Makes the data directory with one user and one database. A crash on the way leaves nothing behind that a later
     * start could take for a data directory.
     */
    void create(String password) {
        var fresh = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(fresh);
        programs.initialise(Folders.create(fresh), USER);
        programs.runAlone(fresh, FIRST_STATEMENTS.formatted(USER, password, DATABASE));
        moveHere(fresh);
    }

    /** @throws CannotStart when this is not a data directory of Postgres, or one of another major version */
    void requireMajor(String major) {
        var found = version();
        if (!found.equals(major)) {
            throw CannotStart.because(
                    "the data in %s were written by Postgres %s, this Tickwork brings Postgres %s: start that version on them and dump, or set TICKWORK_DATA to another folder"
                            .formatted(folder, found, major),
                    null);
        }
    }

    /** Stops the server that a crashed Tickwork left running on these data, and says so. */
    void settleLeftover() {
        PostmasterPid.in(folder).ifPresent(this::settle);
    }

    /** Starts the server on these data with the settings above. */
    void start(int port, PostgresLogs logs) {
        write(
                "postgresql.conf",
                SETTINGS.formatted(port, logs.folder().toString().replace("'", "''")));
        write("pg_hba.conf", ACCESS);
        programs.start(folder, logs);
    }

    private void settle(PostmasterPid leftover) {
        switch (leftover.holder()) {
            case NOBODY -> log.atInfo().log("the embedded postgres had not stopped in order, it recovers now");
            case OTHER_PROGRAM -> leftover.delete();
            case OTHER_SERVER ->
                throw CannotStart.because(
                        "%s names process %d, a Postgres on another directory: stop it or, if it is not Tickwork's, delete the file"
                                .formatted(leftover.file(), leftover.pid()),
                        null);
            case OUR_SERVER -> {
                programs.stop(folder);
                log.atWarn()
                        .addKeyValue("pid", leftover.pid())
                        .log("stopped the embedded postgres that a crashed run had left running");
            }
        }
    }

    private String version() {
        var file = folder.resolve("PG_VERSION");
        try {
            var version = Files.readString(file).strip();
            if (version.matches("[0-9.]+")) {
                return version;
            }
        } catch (IOException e) {
            log.atDebug().setCause(e).log("no version in the data folder"); // refused below, like any other text in it
        }
        throw CannotStart.because(
                "%s is not a data directory of Postgres (no version in PG_VERSION): empty it, or set TICKWORK_DATA to another folder"
                        .formatted(folder),
                null);
    }

    private void moveHere(Path fresh) {
        try {
            Files.deleteIfExists(folder);
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + fresh + " to " + folder, e);
        }
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw CannotStart.because("cannot write " + folder.resolve(name) + ": " + e, e);
        }
    }
}

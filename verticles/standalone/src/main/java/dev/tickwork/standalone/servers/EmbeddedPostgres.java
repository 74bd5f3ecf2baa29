package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Postgres server that keeps its data: durable commits, a password of its own, listening on 127.0.0.1 only. It
 * runs as a process beside this one and ends with {@link #close()}; what a crash of this process leaves running is
 * stopped by the next start. All methods block.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String PASSWORD = "postgres.password";
    private static final String PORT = "postgres.port";

    private final PostgresPrograms programs;
    private final Path data;
    private final String url;

    private EmbeddedPostgres(PostgresPrograms programs, Path data, String url) {
        this.programs = programs;
        this.data = data;
        this.url = url;
    }

    /**
     * Starts the server on the data in the folder; the first start makes them.
     *
     * @param random where the password comes from; must not be guessable
     * @throws CannotStart when this machine or what lies in the folder does not allow it
     */
    public static EmbeddedPostgres start(DataFolder folder, RandomGenerator random) {
        return start(folder, random, ServerUser.here());
    }

    static EmbeddedPostgres start(DataFolder folder, RandomGenerator random, ServerUser user) {
        var begin = System.nanoTime();
        var binaries = new Binaries(folder.resolve("binaries"), Machine.here());
        var programs = new PostgresPrograms(binaries.postgres(), user);
        var files = new PostgresFiles(folder.resolve("postgres"), programs);
        var password = prepare(files, folder, random, binaries.postgresMajor());
        var port = Remembered.port(folder.resolve(PORT));
        files.start(port, new PostgresLogs(Folders.create(folder.resolve("logs/postgres"))));
        log.atInfo()
                .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                .addKeyValue("address", "127.0.0.1:" + port)
                .log("embedded postgres started");
        return new EmbeddedPostgres(programs, files.folder(), url(password, port));
    }

    /** Where the server listens that another Tickwork has started on the data in this folder; as {@link #url()}. */
    public static String urlIn(Path folder) {
        return url(Remembered.text(folder.resolve(PASSWORD)), Integer.parseInt(Remembered.text(folder.resolve(PORT))));
    }

    /** Where to connect, password included: {@code postgresql://user:password@127.0.0.1:port/database}. Not for logs. */
    public String url() {
        return url;
    }

    /** Stops the server; sessions that are still open are ended. Safe to repeat. */
    @Override
    public void close() {
        if (PostmasterPid.in(data).isEmpty()) {
            return;
        }
        programs.stop(data);
        log.atInfo().log("embedded postgres stopped");
    }

    /** @return the password of the data, which are there and at rest afterwards */
    private static String prepare(PostgresFiles files, DataFolder folder, RandomGenerator random, String major) {
        var passwordFile = folder.resolve(PASSWORD);
        if (!files.exist()) {
            var password = Remembered.secret(passwordFile, random);
            files.create(password);
            return password;
        }
        files.requireMajor(major);
        requirePassword(passwordFile, files.folder());
        files.settleLeftover();
        return Remembered.secret(passwordFile, random);
    }

    private static void requirePassword(Path file, Path data) {
        if (!Files.exists(file)) {
            throw CannotStart.because(
                    "%s is gone, and with it the password of the data in %s: put it back, or set TICKWORK_DATA to another folder"
                            .formatted(file, data),
                    null);
        }
    }

    private static String url(String password, int port) {
        return "postgresql://%s:%s@127.0.0.1:%d/%s"
                .formatted(PostgresFiles.USER, password, port, PostgresFiles.DATABASE);
    }
}

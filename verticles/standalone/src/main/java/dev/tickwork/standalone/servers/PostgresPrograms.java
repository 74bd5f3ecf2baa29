package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.nio.file.Path;
import java.time.Duration;

/** The programs of one Postgres installation, run as a user whom they accept. */
final class PostgresPrograms {
    private static final Duration START_LIMIT = Duration.ofMinutes(5); // crash recovery may replay a lot of WAL
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3); // a process that is told to stop is gone soon

    private final Path bin;
    private final ServerUser user;

    PostgresPrograms(Path home, ServerUser user) {
        this.bin = home.resolve("bin");
        this.user = user;
    }

    /** Makes a data directory whose sorting and letters are the same on every machine, whatever its locale. */
    void initialise(Path data, String superuser) {
        user.own(data);
        var result = Tool.run(
                user.command(
                        bin.resolve("initdb"),
                        "--pgdata=" + data,
                        "--username=" + superuser,
                        "--auth=reject", // until our own pg_hba.conf is written
                        "--encoding=UTF8",
                        "--locale=C",
                        "--locale-provider=builtin",
                        "--builtin-locale=C.UTF-8"),
                "");
        requireSuccess(result, "cannot make a data directory for Postgres in " + data);
    }

    /** Runs SQL without a server, one statement a line. */
    void runAlone(Path data, String sql) {
        var command = user.command(
                bin.resolve("postgres"), "--single", "-D", data.toString(), "-c", "exit_on_error=on", "postgres");
        requireSuccess(Tool.run(command, sql), "cannot set up the database in " + data);
    }

    /** Starts the server in a session of its own, so that a Ctrl-C meant for Tickwork does not end it first. */
    void start(Path data, PostgresLogs logs) {
        user.own(data);
        user.own(logs.folder());
        var result = control(data, "start", START_LIMIT, "--log=" + logs.freshStartLog());
        if (!result.isSuccess()) {
            throw CannotStart.because(
                    "the embedded Postgres on %s did not start: %s (more in %s)"
                            .formatted(data, logs.lastFatal().orElse(result.reason()), logs.folder()),
                    null);
        }
    }

    /** Ends all sessions and stops the server; when it takes too long, it stops at once and recovers at the next start. */
    void stop(Path data) {
        if (control(data, "stop", STOP_LIMIT, "--mode=fast").isSuccess()) {
            return;
        }
        var result = control(data, "stop", STOP_LIMIT, "--mode=immediate");
        if (!result.isSuccess()) {
            throw new IllegalStateException("cannot stop the embedded postgres on " + data + ": " + result.reason());
        }
    }

    private Tool.Result control(Path data, String action, Duration limit, String option) {
        return Tool.run(
                user.command(
                        bin.resolve("pg_ctl"),
                        action,
                        "--pgdata=" + data,
                        "--wait",
                        "--timeout=" + limit.toSeconds(),
                        option),
                "");
    }

    private static void requireSuccess(Tool.Result result, String trouble) {
        if (!result.isSuccess()) {
            throw CannotStart.because(trouble + ": " + result.reason(), null);
        }
    }
}

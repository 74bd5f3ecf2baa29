package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One Redis server on one folder, known by its pid file, as it outlives the process that started it. */
final class RedisProcess {
    private static final Logger log = LoggerFactory.getLogger(RedisProcess.class);

    private static final Duration LISTEN_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOAD_LIMIT = Duration.ofMinutes(5);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(3); // a process that is told to stop is gone soon
    private static final long LOG_LIMIT_BYTES = 10_000_000;

    private static final String SETTINGS = """
            # Tickwork writes this file at every start.
            bind 127.0.0.1
            port %d
            requirepass %s
            dir "%s"
            appendonly yes
            appendfsync everysec
            save ""
            daemonize yes
            pidfile "%s"
            logfile "%s"
            """;

    private final Path program;
    private final Path programs;
    private final Path folder;
    private final Path settings;
    private final Path pidFile;
    private final Path logFile;

    RedisProcess(Binaries binaries, Path folder, Path logs) {
        this.program = binaries.redis();
        this.programs = binaries.folder();
        this.folder = folder;
        this.settings = folder.resolve("redis.conf");
        this.pidFile = folder.resolve("redis.pid");
        this.logFile = logs.resolve("redis.log");
    }

    /** Stops the server that a crashed Tickwork left running on this folder, and says so. */
    void stopLeftover() {
        if (stop()) {
            log.atWarn().log("stopped the embedded redis that a crashed run had left running");
        }
    }

    /** Starts the server and returns when it has read its data. */
    void start(int port, String password) {
        writeSettings(port, password);
        rotateLog();
        var result = Tool.run(List.of(program.toString(), settings.toString()), "");
        if (!result.isSuccess() || !comesUp(new RedisProbe(port, password))) {
            var reason = result.isSuccess() ? lastLine() : result.reason();
            var unused = stop();
            throw CannotStart.because(
                    "the embedded Redis on %s did not start: %s (more in %s); it keeps copies only, so its folder may be deleted"
                            .formatted(folder, reason, logFile),
                    null);
        }
    }

    private boolean comesUp(RedisProbe probe) {
        return Waiting.until(LISTEN_LIMIT, () -> pid().isPresent())
                && Waiting.until(LOAD_LIMIT, () -> running().isEmpty() || probe.answers())
                && running().isPresent();
    }

    /** @return whether there was a server to stop */
    boolean stop() {
        var server = running();
        server.ifPresent(this::stop);
        return server.isPresent();
    }

    private void stop(ProcessHandle server) {
        var unused = server.destroy();
        if (!Waiting.until(STOP_LIMIT, () -> running().isEmpty())) {
            unused = server.destroyForcibly();
        }
    }

    /** Our server, not another program that was given its number after a crash: its file, of whatever version, is ours. */
    private Optional<ProcessHandle> running() {
        return pid().flatMap(ProcessHandle::of)
                .filter(ProcessHandle::isAlive)
                .filter(process -> process.info().command().filter(this::isOurs).isPresent());
    }

    private boolean isOurs(String command) {
        return command.startsWith(programs + File.separator);
    }

    private Optional<Long> pid() {
        try {
            return Optional.of(Files.readString(pidFile).strip())
                    .filter(text -> text.matches("\\d{1,18}"))
                    .map(Long::valueOf);
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }

    private void writeSettings(int port, String password) {
        try {
            Files.deleteIfExists(pidFile); // a server that has died left it
            Files.deleteIfExists(settings);
            Files.createFile(
                    settings, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    settings, SETTINGS.formatted(port, password, quoted(folder), quoted(pidFile), quoted(logFile)));
        } catch (IOException e) {
            throw CannotStart.because("cannot write " + settings + ": " + e, e);
        }
    }

    private static String quoted(Path path) {
        return path.toString().replace("\\", "\\\\").replace("\"", "\\\"");
    }

    private void rotateLog() {
        try {
            if (Files.exists(logFile) && Files.size(logFile) > LOG_LIMIT_BYTES) {
                Files.move(logFile, logFile.resolveSibling("redis.log.1"), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot rotate " + logFile, e);
        }
    }

    private String lastLine() {
        try (var lines = Files.lines(logFile, StandardCharsets.ISO_8859_1)) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((earlier, later) -> later)
                    .orElse("it said nothing");
        } catch (IOException e) {
            return "it wrote no log";
        }
    }
}

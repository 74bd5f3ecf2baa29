package dev.tickwork.standalone.servers;

import dev.tickwork.runtime.lifecycle.CannotStart;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real Redis server that keeps its data: every write in an append-only file within a second, a password of its own,
 * listening on 127.0.0.1 only. It runs as a process beside this one and ends with {@link #close()}; what a crash of this
 * process leaves running is stopped by the next start. All methods block.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedRedis.class);

    private static final String PASSWORD = "redis.password";
    private static final String PORT = "redis.port";

    private final RedisProcess process;
    private final String url;

    private EmbeddedRedis(RedisProcess process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts the server on the data in the folder; the first start makes them.
     *
     * @param random where the password comes from; must not be guessable
     * @throws CannotStart when this machine or what lies in the folder does not allow it
     */
    public static EmbeddedRedis start(DataFolder folder, RandomGenerator random) {
        var begin = System.nanoTime();
        var binaries = new Binaries(folder.resolve("binaries"), Machine.here());
        var process = new RedisProcess(
                binaries, Folders.create(folder.resolve("redis")), Folders.create(folder.resolve("logs")));
        process.stopLeftover();
        var password = Remembered.secret(folder.resolve(PASSWORD), random);
        var port = Remembered.port(folder.resolve(PORT));
        process.start(port, password);
        log.atInfo()
                .addKeyValue("ms", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin))
                .addKeyValue("address", "127.0.0.1:" + port)
                .log("embedded redis started");
        return new EmbeddedRedis(process, url(password, Integer.toString(port)));
    }

    /** Where the server listens that another Tickwork has started on the data in this folder; as {@link #url()}. */
    public static String urlIn(Path folder) {
        return url(Remembered.text(folder.resolve(PASSWORD)), Remembered.text(folder.resolve(PORT)));
    }

    /** Where to connect, password included: {@code redis://:password@127.0.0.1:port}. Not for logs. */
    public String url() {
        return url;
    }

    /** Stops the server after it has written everything to disk. Safe to repeat. */
    @Override
    public void close() {
        if (process.stop()) {
            log.atInfo().log("embedded redis stopped");
        }
    }

    private static String url(String password, String port) {
        return "redis://:%s@127.0.0.1:%s".formatted(password, port);
    }
}

package dev.tickwork.standalone;

import static java.util.Objects.requireNonNullElse;

import dev.tickwork.runtime.lifecycle.LocalServers;
import dev.tickwork.standalone.servers.DataFolder;
import dev.tickwork.standalone.servers.EmbeddedPostgres;
import dev.tickwork.standalone.servers.EmbeddedRedis;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Postgres and the Redis of a standalone Tickwork. Each is started unless the environment names another one; both
 * start at the same time.
 */
final class EmbeddedServers implements LocalServers {
    private static final Logger log = LoggerFactory.getLogger(EmbeddedServers.class);

    private static final String DATABASE = "DATABASE_URL";
    private static final String REDIS = "REDIS_URL";
    private static final List<String> REDIS_NAMES = List.of(REDIS, "CELERY_BROKER_URL", "CELERY_RESULT_BACKEND");

    private final RandomGenerator random;
    private final Deque<AutoCloseable> running = new ArrayDeque<>();

    /** @param random where passwords come from; must not be guessable */
    EmbeddedServers(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public Map<String, String> start(Function<String, @Nullable String> environment) {
        var needsPostgres = needsPostgres(environment);
        var needsRedis = needsRedis(environment);
        if (!needsPostgres && !needsRedis) {
            return Map.of();
        }
        var folder = keep(DataFolder.open(path(environment)));
        log.atInfo().addKeyValue("folder", folder).log("data are kept here");
        var starts = new HashMap<String, Supplier<String>>();
        if (needsPostgres) {
            starts.put(
                    DATABASE, () -> keep(EmbeddedPostgres.start(folder, random)).url());
        }
        if (needsRedis) {
            starts.put(REDIS, () -> keep(EmbeddedRedis.start(folder, random)).url());
        }
        return startTogether(starts);
    }

    @Override
    public Map<String, String> startOrJoin(Function<String, @Nullable String> environment) {
        var folder = path(environment);
        if (!DataFolder.isInUse(folder)) {
            return start(environment);
        }
        log.atInfo().addKeyValue("folder", folder).log("the servers of the Tickwork that runs here are used");
        var urls = new HashMap<String, String>();
        if (needsPostgres(environment)) {
            urls.put(DATABASE, EmbeddedPostgres.urlIn(folder));
        }
        if (needsRedis(environment)) {
            urls.put(REDIS, EmbeddedRedis.urlIn(folder));
        }
        return urls;
    }

    @Override
    public void stop() {
        for (var server = last(); server != null; server = last()) {
            close(server);
        }
    }

    private static boolean needsPostgres(Function<String, @Nullable String> environment) {
        return !isSet(environment, DATABASE);
    }

    private static boolean needsRedis(Function<String, @Nullable String> environment) {
        return REDIS_NAMES.stream().noneMatch(name -> isSet(environment, name));
    }

    private static Map<String, String> startTogether(Map<String, Supplier<String>> starts) {
        var starting = new HashMap<String, CompletableFuture<String>>();
        starts.forEach((name, start) -> starting.put(name, CompletableFuture.supplyAsync(start)));
        awaitEvery(starting.values());
        var urls = new HashMap<String, String>();
        starting.forEach((name, url) -> urls.put(name, result(url)));
        return urls;
    }

    /** Waits for the failed ones too: whoever stops us afterwards must find all that came up. */
    private static void awaitEvery(Collection<CompletableFuture<String>> starting) {
        var unused = CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
    }

    private static String result(CompletableFuture<String> url) {
        try {
            return url.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private synchronized <T extends AutoCloseable> T keep(T server) {
        running.push(server);
        return server;
    }

    private synchronized @Nullable AutoCloseable last() {
        return running.poll();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            log.atWarn().setCause(e).log("an embedded server did not stop in order; the next start puts it right");
        }
    }

    private static Path path(Function<String, @Nullable String> environment) {
        return Path.of(requireNonNullElse(blankToNull(environment.apply("TICKWORK_DATA")), "data"));
    }

    private static boolean isSet(Function<String, @Nullable String> environment, String name) {
        return blankToNull(environment.apply(name)) != null;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

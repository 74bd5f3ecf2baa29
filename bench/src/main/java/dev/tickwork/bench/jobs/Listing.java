package dev.tickwork.bench.jobs;

import dev.tickwork.jobs.RunState;
import dev.tickwork.jobs.ledger.RunFilter;
import dev.tickwork.jobs.ledger.RunListStore;
import dev.tickwork.jobs.ledger.RunPage;
import dev.tickwork.postgres.Database;
import dev.tickwork.postgres.PostgresConfig;
import dev.tickwork.postgres.PostgresUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** The lists of runs that a console shows, asked for as the product asks. */
enum Listing {
    NEWEST("the newest 50, ms", now -> filter(Set.of(), null, null)),
    NEWEST_OF_JOB("the newest 50 of one job, ms", now -> filter(Set.of(), "bench", null)),
    FAILURES("the newest 50 that failed, ms", now -> filter(Set.of(RunState.FAILURE), null, null)),
    OLDEST("the last page, ms", now -> filter(Set.of(), null, firstHours(now)));

    /** So long that the shorter history has more than a page of it. */
    private static final Duration LAST_PAGE = Duration.ofHours(2);

    private static final int PAGE = 50;
    private static final int TIMES = 301;
    private static final long PATIENCE_SECONDS = 60;

    private final String shown;
    private final Function<Instant, RunFilter> wish;

    Listing(String shown, Function<Instant, RunFilter> wish) {
        this.shown = shown;
        this.wish = wish;
    }

    String shown() {
        return shown;
    }

    /** How many nanoseconds the answer takes, prepared and repeated; the median. */
    long nanos(PostgresAddress address) {
        Vertx vertx = Vertx.vertx();
        try {
            var database = Database.connect(vertx, PostgresConfig.standard(PostgresUrl.parse(address.url()), "lists"));
            return median(database, wish.apply(Instant.now()));
        } finally {
            var unused = await(vertx.close());
        }
    }

    private static long median(Database database, RunFilter filter) {
        var lists = new RunListStore();
        long[] nanos = new long[TIMES];
        for (int i = 0; i < TIMES; i++) {
            long begin = System.nanoTime();
            RunPage page = await(database.read(tx -> lists.page(tx, filter, null, PAGE)));
            nanos[i] = System.nanoTime() - begin;
            requireFull(page);
        }
        return LongStream.of(nanos).sorted().toArray()[TIMES / 2];
    }

    private static void requireFull(RunPage page) {
        if (page.items().size() != PAGE) {
            throw new IllegalStateException("a page had " + page.items().size() + " runs");
        }
    }

    private static Instant firstHours(Instant now) {
        return now.minus(LongHistory.LENGTH).plus(LAST_PAGE);
    }

    private static RunFilter filter(Set<RunState> states, @Nullable String job, @Nullable Instant until) {
        return new RunFilter(states, job, null, null, null, null, until, null);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("the list did not come", e);
        }
    }
}

package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.DailyPriceSource;
import io.vertx.core.Future;
import java.util.Map;

/**
 * Brings the stored days of every tracked symbol up to date: asks for what is missing, turns away what cannot be true,
 * stores the rest. When a provider has restated the past of a symbol, that symbol is fetched again from its first day on.
 */
public final class DailyPriceSync {
    private final SyncParts parts;

    public DailyPriceSync(
            DailySettings settings,
            DailyPriceSource source,
            InstrumentCatalog instruments,
            Database database,
            Time time) {
        this.parts = new SyncParts(
                new DailyPlanner(settings, instruments, time, source.limits().days()),
                new CallSizes(source.limits(), source.plan()),
                new PatientSource(source, time),
                new DailyShelf(database, new DailyPriceStore(source.name(), source.isSplitAdjusted())));
    }

    /**
     * Fetches and stores. Safe to repeat: days that we have are not written again, and the same run does not fetch a
     * series from its first day on twice.
     *
     * @return fails with a {@link Fault}: as the source does for an outage, as the run does when it may not write, and
     *     {@code Permanent} when nothing at all could be had. Single symbols that fail are part of the result
     */
    public Future<SyncOutcome> run(DailyPriceArgs args, SyncRun run) {
        return parts.shelf().series(parts.planner().symbols(args)).compose(stored -> pass(args, run, stored)
                .goOn());
    }

    private SyncPass pass(DailyPriceArgs args, SyncRun run, Map<String, StoredSeries> stored) {
        return new SyncPass(parts, run, stored, parts.planner().plan(args, stored, run.runId()));
    }
}

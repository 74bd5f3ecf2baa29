package dev.tickwork.pricefetcher.daily;

import dev.tickwork.domain.Fault;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailySeries;
import io.vertx.core.Future;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One run's way through its calls, one after the other. */
final class SyncPass {
    /** A restated series that lacks more than one in so many of the stored days is rather a broken answer. */
    private static final int MOST_MISSING = 10;

    private final SyncParts parts;
    private final SyncRun run;
    private final Map<String, StoredSeries> stored;
    private final SyncTally tally;
    private final Deque<DailyWork> queue;

    SyncPass(SyncParts parts, SyncRun run, Map<String, StoredSeries> stored, DailyPlan plan) {
        this.parts = parts;
        this.run = run;
        this.stored = stored;
        this.tally = new SyncTally(plan);
        this.queue = new ArrayDeque<>(parts.sizes().calls(plan.wanted()));
        plan.unknown().forEach(run::item);
    }

    /** Makes the calls that are left. */
    Future<SyncOutcome> goOn() {
        run.checkCancelled();
        run.progress(
                tally.done(),
                tally.symbols(),
                queue.isEmpty() ? "done" : "asking for " + queue.peek().symbols());
        return queue.isEmpty() ? finished() : ask(queue.remove());
    }

    private Future<SyncOutcome> finished() {
        SyncResult result = tally.result();
        return tally.broughtNothing()
                ? Future.failedFuture(new Fault.Permanent("no usable daily price: " + result.failed(), null))
                : Future.succeededFuture(new SyncOutcome.Finished(result));
    }

    private Future<SyncOutcome> ask(DailyWork work) {
        return parts.source()
                .ask(work.question())
                .recover(failure -> refused(work, failure))
                .compose(answer -> answer.match(found -> keep(work, found), this::pause));
    }

    /** A call that is refused for good costs its own symbols and no others; an outage ends the run. */
    private static Future<DailyPriceAnswer> refused(DailyWork work, Throwable failure) {
        if (!(failure instanceof Fault.Permanent)) {
            return Future.failedFuture(failure);
        }
        var failed = new TreeMap<String, String>();
        work.symbols().forEach(symbol -> failed.put(symbol, String.valueOf(failure.getMessage())));
        return Future.succeededFuture(new DailyPriceAnswer.Found(List.of(), failed));
    }

    private Future<SyncOutcome> pause(DailyPriceAnswer.RateLimited answer) {
        return Future.succeededFuture(new SyncOutcome.Paused(answer.until(), answer.reason(), tally.result()));
    }

    private Future<SyncOutcome> keep(DailyWork work, DailyPriceAnswer.Found found) {
        found.failed().forEach(this::fail);
        return parts.shelf()
                .closes(work.symbols(), work.from())
                .map(closes -> sort(work, judged(found), closes))
                .compose(sorted -> store(work, sorted))
                .compose(written -> goOn());
    }

    private List<DailySeries> judged(DailyPriceAnswer.Found found) {
        List<DailySeries> judged = found.series().stream()
                .map(series -> parts.planner().judge(series.symbol()).judge(series))
                .toList();
        judged.forEach(tally::refused);
        return judged;
    }

    private SortedSeries sort(
            DailyWork work, List<DailySeries> judged, Map<String, Map<LocalDate, BigDecimal>> closes) {
        var sorted = new SortedSeries();
        judged.forEach(series -> sort(work, series, closes.getOrDefault(series.symbol(), Map.of()), sorted));
        return sorted;
    }

    private void sort(DailyWork work, DailySeries series, Map<LocalDate, BigDecimal> before, SortedSeries sorted) {
        if (!Restatement.isSeen(before, series.bars())) {
            sorted.add(series);
        } else if (!work.isWhole()) {
            sorted.fetchWhole(series.symbol());
        } else if (lacksTooMany(before, series)) {
            fail(series.symbol(), "its past was restated, and too much of it is missing from the answer");
        } else {
            sorted.replace(series);
        }
    }

    private static boolean lacksTooMany(Map<LocalDate, BigDecimal> before, DailySeries series) {
        long kept = series.bars().stream()
                .filter(bar -> before.containsKey(bar.date()))
                .count();
        return (before.size() - kept) * MOST_MISSING > before.size();
    }

    private Future<Integer> store(DailyWork work, SortedSeries sorted) {
        sorted.replacements().forEach(series -> tally.restated(series.symbol()));
        queue.addAll(
                parts.sizes().calls(sorted.restated().stream().map(this::whole).toList()));
        return parts.shelf().write(run, sorted, work.isWhole()).map(changed -> {
            tally.written(sorted.stored(), changed);
            sorted.stored().forEach(series -> run.item(series.symbol(), null));
            return changed;
        });
    }

    private void fail(String symbol, String reason) {
        tally.fail(symbol, reason);
        run.item(symbol, reason);
    }

    private WantedDays whole(String symbol) {
        return parts.planner().whole(symbol, stored.getOrDefault(symbol, StoredSeries.none(symbol)));
    }
}

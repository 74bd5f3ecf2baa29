package dev.tickwork.gaprepair;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Time;
import dev.tickwork.gaprepair.CandleShelf.Kept;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.JobDefinition;
import dev.tickwork.jobs.JobOutcome;
import dev.tickwork.jobs.JobQueue;
import dev.tickwork.jobs.RetryPolicy;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.jobs.TimeLimits;
import dev.tickwork.messages.candles.CandlesFetched;
import dev.tickwork.messages.candles.FetchCandles;
import dev.tickwork.postgres.Column;
import dev.tickwork.providers.CandleAnswer;
import dev.tickwork.providers.CandleQuestion;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/** An exchange with the candles that a test gives it, and a {@code candle-fetch} that stores what it has. */
final class ScriptedExchange implements Job, CandleSource {
    private static final TimeLimits LIMITS = new TimeLimits(Duration.ofMinutes(1), Duration.ofMinutes(2));

    private final Time time;
    private final Map<String, Kept> series = new ConcurrentHashMap<>();
    private final Map<String, NavigableSet<Instant>> candles = new ConcurrentHashMap<>();
    private final List<FetchCandles> asked = new CopyOnWriteArrayList<>();
    private volatile Future<Boolean> status = Future.succeededFuture(true);
    private volatile boolean broken;
    private volatile boolean hidden;

    ScriptedExchange(Time time) {
        this.time = time;
    }

    /** Lets it have all candles of a series in a stretch. */
    void has(Kept kept, Instant from, Instant until) {
        series.put(kept.series().toString(), kept);
        candles.computeIfAbsent(kept.series().toString(), any -> new ConcurrentSkipListSet<>())
                .addAll(kept.timeframe().opens(new Span(from, until)).toList());
    }

    void lacks(Kept kept, Instant from, Instant until) {
        candles.get(kept.series().toString())
                .removeAll(kept.timeframe().opens(new Span(from, until)).toList());
    }

    /** Whether it says that it works. */
    void operative(boolean isSo) {
        status = Future.succeededFuture(isSo);
    }

    /** Lets nobody read whether it works. */
    void statusless() {
        status = Future.failedFuture(new Fault.Permanent("bitfinex answered 404", null));
    }

    /** Whether every request fails. */
    void broken(boolean isSo) {
        broken = isSo;
    }

    /** Whether nothing of what it has can be stored. */
    void hidden(boolean isSo) {
        hidden = isSo;
    }

    /** What it was asked for, in order. */
    List<FetchCandles> asked() {
        return List.copyOf(asked);
    }

    @Override
    public JobDefinition definition() {
        return JobDefinition.of(FetchCandles.JOB, JobQueue.DEFAULT, LIMITS)
                .taking(FetchCandles.class)
                .retried(RetryPolicy.NEVER);
    }

    @Override
    public Future<JobOutcome> run(RunContext run) {
        FetchCandles fetch = run.arguments(FetchCandles.class);
        asked.add(fetch);
        if (broken) {
            return Future.failedFuture(new Fault.Transient("bitfinex answered 500", null));
        }
        Kept kept = series.get(fetch.symbol() + "/" + fetch.timeframe());
        NavigableSet<Instant> all = candles.get(kept.series().toString());
        Collection<Instant> found = new TreeSet<>(all.subSet(fetch.from(), true, fetch.until(), false));
        CandlesFetched.Part whole = part(kept, fetch.from(), fetch.until());
        var fetched = new CandlesFetched(
                found.size(),
                found.size(),
                0,
                0,
                whole.before(),
                whole.after(),
                "/candles/" + fetch.symbol(),
                time.now(),
                1L,
                fetch.parts() == null
                        ? null
                        : fetch.parts().stream()
                                .map(part -> part(kept, part.from(), part.until()))
                                .toList());
        return run.write(tx -> tx.execute(
                        CandleShelf.PUT,
                        kept.id(),
                        kept.timeframe().label(),
                        Column.instants(hidden ? List.<Instant>of() : found, open -> open),
                        true))
                .map(written -> JobOutcome.Done.all(written.rows(), 1).with(fetched));
    }

    private CandlesFetched.Part part(Kept kept, Instant from, Instant until) {
        NavigableSet<Instant> all = candles.get(kept.series().toString());
        return new CandlesFetched.Part(
                from,
                until,
                all.subSet(from, true, until, false).size(),
                all.contains(kept.timeframe().plus(from, -1)),
                all.contains(until));
    }

    @Override
    public String name() {
        return "bitfinex";
    }

    @Override
    public Set<Timeframe> timeframes() {
        return Set.of(Timeframe.H1);
    }

    @Override
    public int mostPerCall() {
        return 10_000;
    }

    @Override
    public Duration betweenCalls() {
        return Duration.ofSeconds(6);
    }

    @Override
    public Future<CandleAnswer> candles(CandleQuestion question) {
        return Future.failedFuture(new AssertionError("only candle-ingest asks for candles"));
    }

    @Override
    public Future<Boolean> isOperative() {
        return status;
    }
}

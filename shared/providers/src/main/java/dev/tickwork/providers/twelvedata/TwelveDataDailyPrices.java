package dev.tickwork.providers.twelvedata;

import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.CallLimits;
import dev.tickwork.providers.DailyPriceAnswer;
import dev.tickwork.providers.DailyPriceQuestion;
import dev.tickwork.providers.DailyPriceSource;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.upstream.CreditPlan;
import dev.tickwork.upstream.Priority;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamClient;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Days from Twelve Data's {@code /time_series}. They are adjusted for splits but not for dividends. A call is paid from
 * what live prices leave of the plan.
 *
 * @see <a href="https://twelvedata.com/docs#time-series">Twelve Data's documentation</a>
 * @see <a href="https://github.com/MoneyTools/MyMoney.Net/issues/132">a series that was restated after a split</a>
 */
public final class TwelveDataDailyPrices implements DailyPriceSource {
    /** The vendor takes 120 symbols and gives 5,000 rows of each; all rows together are some two megabytes. */
    private static final CallLimits LIMITS = new CallLimits(120, 4_999, 15_000);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final UpstreamClient client;
    private final VendorDoor door;
    private final InstrumentCatalog catalog;
    private final Time time;
    private final SeriesAnswerReader reader;

    /** @param upstream has a provider of the name {@code twelvedata}, whose policy holds key, plan and limits */
    public TwelveDataDailyPrices(Upstream upstream, InstrumentCatalog catalog, Time time) {
        this.client = upstream.client(TwelveDataQuotes.NAME);
        var words = new VendorJson(upstream.redactor());
        this.door = new VendorDoor(client, words, time);
        this.catalog = catalog;
        this.time = time;
        this.reader = new SeriesAnswerReader(words);
    }

    @Override
    public String name() {
        return TwelveDataQuotes.NAME;
    }

    @Override
    public boolean isSplitAdjusted() {
        return true;
    }

    @Override
    public CallLimits limits() {
        return LIMITS;
    }

    @Override
    public PlanLimits plan() {
        return client.plan()
                .map(plan -> new PlanLimits(left(plan, plan.perMinute()), left(plan, plan.perDay())))
                .orElse(PlanLimits.NONE);
    }

    private static OptionalLong left(CreditPlan plan, long credits) {
        return credits == 0 ? OptionalLong.empty() : OptionalLong.of(credits - plan.reserved(credits));
    }

    @Override
    public Future<DailyPriceAnswer> daily(DailyPriceQuestion question) {
        if (question.days() > LIMITS.days() || question.symbols().size() > LIMITS.symbolsOver(question.days())) {
            throw new IllegalArgumentException("question: " + question.symbols().size() + " symbols over "
                    + question.days() + " days are more than one call may ask for");
        }
        List<SymbolBatch> batch = SymbolBatch.of(question.symbols(), TwelveDataQuotes.NAME, catalog);
        return batch.isEmpty()
                ? Future.succeededFuture(new DailyPriceAnswer.Found(List.of(), unnamed(question)))
                : ask(batch.get(0), question).map(answer -> withUnnamed(answer, question));
    }

    /** The day after the last is asked for as well: whether the vendor's end is part of the window is not documented. */
    private Future<DailyPriceAnswer> ask(SymbolBatch batch, DailyPriceQuestion question) {
        UpstreamRequest request = UpstreamRequest.get("/time_series", time.now().plus(time.shownIn(PATIENCE)))
                .parameter("symbol", batch.parameter())
                .parameter("interval", "1day")
                .parameter("start_date", question.from().toString())
                .parameter("end_date", question.to().plusDays(1).toString())
                .parameter("outputsize", String.valueOf(LIMITS.days() + 1))
                .costing(batch.size())
                .with(Priority.BACKFILL);
        return door.send(request).compose(answer -> read(batch, question, answer), this::refused);
    }

    private Future<DailyPriceAnswer> read(SymbolBatch batch, DailyPriceQuestion question, UpstreamAnswer answer) {
        return reader.read(batch, new SeriesReader(question, answer.receivedAt()), answer)
                .match(Future::succeededFuture, limited -> door.hold(limited.until())
                        .map(limited));
    }

    private Future<DailyPriceAnswer> refused(Throwable failure) {
        return door.wait(failure).map(wait -> new DailyPriceAnswer.RateLimited(wait.until(), wait.reason()));
    }

    private DailyPriceAnswer withUnnamed(DailyPriceAnswer answer, DailyPriceQuestion question) {
        return answer.match(
                found -> {
                    SortedMap<String, String> failed = unnamed(question);
                    failed.putAll(found.failed());
                    return new DailyPriceAnswer.Found(found.series(), failed);
                },
                limited -> limited);
    }

    private SortedMap<String, String> unnamed(DailyPriceQuestion question) {
        SortedMap<String, String> unnamed = new TreeMap<>();
        question.symbols().stream()
                .filter(symbol ->
                        catalog.vendorSymbol(TwelveDataQuotes.NAME, symbol).isEmpty())
                .forEach(symbol -> unnamed.put(symbol, "twelvedata has no name for it in our catalog"));
        return unnamed;
    }
}

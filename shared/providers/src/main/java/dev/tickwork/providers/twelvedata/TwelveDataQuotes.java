package dev.tickwork.providers.twelvedata;

import dev.tickwork.domain.World;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import dev.tickwork.providers.PartialAnswers;
import dev.tickwork.providers.PlanLimits;
import dev.tickwork.providers.QuoteAnswer;
import dev.tickwork.providers.QuoteSource;
import dev.tickwork.upstream.CreditPlan;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamAnswer;
import dev.tickwork.upstream.UpstreamClient;
import dev.tickwork.upstream.UpstreamRequest;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Prices from Twelve Data's {@code /quote}. {@code /price} is lighter and costs the same credit per symbol, but it says
 * neither when the price was made nor whether the market is open, so that a delayed feed and a live one look the same, and
 * it has no previous close to measure the day's change from.
 *
 * @see <a href="https://twelvedata.com/docs/llms/market-data/quote.md">/quote</a>
 * @see <a href="https://github.com/twelvedata/twelvedata-python">the vendor's own client, for batches and errors</a>
 */
public final class TwelveDataQuotes implements QuoteSource {
    /** Configuration, rows and vendor symbols know it by this name. */
    public static final String NAME = "twelvedata";

    /** A price that takes longer is overtaken by the next call. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final UpstreamClient client;
    private final VendorDoor door;
    private final InstrumentCatalog catalog;
    private final Time time;
    private final QuoteAnswerReader reader;

    /**
     * @param upstream has a provider of our {@link #NAME}, whose policy holds key, plan and limits
     * @param world whether what answers there is the real Twelve Data
     */
    public TwelveDataQuotes(Upstream upstream, InstrumentCatalog catalog, Time time, World world) {
        this.client = upstream.client(NAME);
        this.catalog = catalog;
        this.time = time;
        var words = new VendorJson(upstream.redactor());
        this.door = new VendorDoor(client, words, time);
        this.reader = new QuoteAnswerReader(new QuoteReader(NAME, world == World.SIMULATED), words);
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Each symbol costs a credit, also when it shares its call with others. */
    @Override
    public int credits(int symbols) {
        return symbols;
    }

    /** Of a day the credits that nobody else may spend, so that backfills never end a day of quotes early. */
    @Override
    public PlanLimits plan() {
        return client.plan()
                .map(plan -> new PlanLimits(limit(plan.perMinute()), limit(ownPerDay(plan))))
                .orElse(PlanLimits.NONE);
    }

    private static long ownPerDay(CreditPlan plan) {
        return plan.liveReserve() == 0 ? plan.perDay() : plan.reserved(plan.perDay());
    }

    private static OptionalLong limit(long credits) {
        return credits == 0 ? OptionalLong.empty() : OptionalLong.of(credits);
    }

    @Override
    public Future<QuoteAnswer> latest(SortedSet<String> symbols) {
        List<SymbolBatch> batches = SymbolBatch.of(symbols, NAME, catalog);
        List<Future<QuoteAnswer>> answers = batches.stream().map(this::ask).toList();
        return Future.join(answers).transform(ended -> together(unnamed(symbols), batches, answers));
    }

    private SortedSet<String> unnamed(SortedSet<String> symbols) {
        var unnamed = new TreeSet<>(symbols);
        unnamed.removeIf(symbol -> catalog.vendorSymbol(NAME, symbol).isPresent());
        return unnamed;
    }

    private static Future<QuoteAnswer> together(
            SortedSet<String> unnamed, List<SymbolBatch> batches, List<Future<QuoteAnswer>> answers) {
        var sum = new PartialAnswers();
        sum.fail(unnamed, "twelvedata has no name for it in our catalog");
        for (int i = 0; i < batches.size(); i++) {
            sum.add(batches.get(i).symbols(), answers.get(i));
        }
        return sum.sum();
    }

    private Future<QuoteAnswer> ask(SymbolBatch batch) {
        UpstreamRequest request = UpstreamRequest.get("/quote", time.now().plus(time.shownIn(PATIENCE)))
                .parameter("symbol", batch.parameter())
                .costing(credits(batch.size()));
        return door.send(request).compose(answer -> read(batch, answer), this::refused);
    }

    private Future<QuoteAnswer> read(SymbolBatch batch, UpstreamAnswer answer) {
        return reader.read(batch, answer).match(Future::succeededFuture, limited -> door.hold(limited.until())
                .map(limited));
    }

    private Future<QuoteAnswer> refused(Throwable failure) {
        return door.wait(failure).map(wait -> new QuoteAnswer.RateLimited(wait.until(), wait.reason()));
    }
}

package dev.tickwork.pricefetcher;

import dev.tickwork.domain.market.Instrument;
import dev.tickwork.domain.quotes.Quote;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.jobs.cron.Cron;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.DatabaseDown;
import dev.tickwork.pricefetcher.daily.DailyPriceSync;
import dev.tickwork.pricefetcher.daily.DailySettings;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.runtime.jobs.BackgroundTasks;
import dev.tickwork.runtime.retention.Keeping;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires price-fetcher together. No logic here; {@link PriceFetchJob} says what it does. */
public final class PriceFetcherVerticle extends VerticleBase {
    static final String NAME = "price-fetcher";
    public static final VerticleDefinition<PriceFetcherConfig> DEFINITION =
            new VerticleDefinition<>(NAME, PriceFetcherConfig.class, PriceFetcherVerticle::new);

    private static final Schedule EVERY_NIGHT = Schedule.at(Cron.of("20 0 * * *", ZoneOffset.UTC));
    private static final Logger log = LoggerFactory.getLogger(PriceFetcherVerticle.class);

    private final PriceFetcherConfig config;
    private final Platform platform;
    private final QuoteStore store = new QuoteStore();
    private final PriceBoard board = new PriceBoard();
    private final FetchPlan plan;
    private final LivePrices livePrices;
    private final LivePush push;
    private final List<Job> jobs;
    private final Keeping kept;
    private List<Subscription> subscriptions = List.of();

    public PriceFetcherVerticle(PriceFetcherConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
        var budget = new CallBudget(platform.quoteSource().plan());
        this.plan = new FetchPlan(instruments(), config, budget, platform.time());
        this.livePrices = new LivePrices(platform.instruments(), config.staleAfterMissed());
        this.push = new LivePush(board, platform.redis().lastValues(), instruments());
        this.jobs = List.of(priceFetch(), dailyPrices());
        this.kept = platform.retention().keeping(new RetainedQuotes(config.historyDays()), NAME, EVERY_NIGHT);
    }

    @Override
    public Future<?> start() {
        log.atInfo().addKeyValue("rows", config.symbols().size()).log(plan.inWords());
        return restoreBoard()
                .compose(restored -> push.tidy())
                .compose(tidy -> Future.all(answering()))
                .map(answering -> subscriptions = answering.list())
                .compose(answering ->
                        Future.all(jobs.stream().map(platform.jobs()::start).toList()))
                .compose(started -> kept.start());
    }

    @Override
    public Future<?> stop() {
        return Future.join(jobs.stream().map(platform.jobs()::stop).toList())
                .eventually(kept::stop)
                .eventually(() -> Future.join(
                        subscriptions.stream().map(Subscription::end).toList()));
    }

    private List<Future<Subscription>> answering() {
        var refresh =
                new RefreshOperations(new BackgroundTasks(platform.jobs(), platform.replies()), platform.instruments());
        List<Future<Subscription>> all = new ArrayList<>(operations().answerOn(platform.bus()));
        all.add(refresh.answerOn(platform.bus()));
        return all;
    }

    private Job priceFetch() {
        var plausibility = new Plausibility(platform.instruments(), config.maxMovePercent());
        var judge = new QuoteJudge(plausibility, this::storedQuotes, platform.time());
        var outlet = new StoreThenShow(
                config.history() ? QuoteLog.in(store) : QuoteLog.NONE,
                livePrices,
                push,
                this::currentInterval,
                this::reportTrouble);
        return new PriceFetchJob(config.interval(), plan, platform.quoteSource(), judge, outlet);
    }

    private Job dailyPrices() {
        DailyConfig daily = config.daily();
        var sync = new DailyPriceSync(
                new DailySettings(known(daily.symbols()), daily.historyDays(), daily.settle()),
                platform.dailyPriceSource(),
                platform.instruments(),
                platform.database(),
                platform.time());
        return new DailyPriceJob(sync, daily.smart(), daily.full(), platform.time());
    }

    private SortedSet<String> known(List<String> symbols) {
        return symbols.stream()
                .map(this::instrument)
                .map(Instrument::symbol)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private PriceOperations operations() {
        return new PriceOperations(
                platform.database(),
                store,
                board,
                platform.instruments(),
                platform.world().isSimulated());
    }

    private List<Instrument> instruments() {
        return config.symbols().stream().map(this::instrument).toList();
    }

    private Instrument instrument(String symbol) {
        return platform.instruments()
                .find(symbol)
                .orElseThrow(() -> new IllegalArgumentException("conf/price-fetcher.yaml: there is no instrument "
                        + symbol + "; known are " + platform.instruments().symbols()));
    }

    private Duration currentInterval() {
        return plan.cadence(platform.time().now()).every();
    }

    private void reportTrouble(Optional<String> why) {
        platform.jobs().degraded(PriceFetchJob.NAME, why.orElse(null));
    }

    /** What is stored, for whoever asks before the first fetch; it shows its age. */
    private Future<Void> restoreBoard() {
        return stored().map(this::putUp).mapEmpty();
    }

    private List<PastQuote> putUp(List<PastQuote> quotes) {
        boolean simulated = platform.world().isSimulated();
        board.put(quotes.stream()
                .map(quote -> livePrices.of(quote.toQuote(simulated), quote.runId(), currentInterval()))
                .toList());
        return quotes;
    }

    private Future<List<Quote>> storedQuotes() {
        boolean simulated = platform.world().isSimulated();
        return stored().map(quotes ->
                quotes.stream().map(quote -> quote.toQuote(simulated)).toList());
    }

    private Future<List<PastQuote>> stored() {
        return platform.database()
                .read(tx -> store.newest(tx, config.symbols()))
                .recover(e -> e instanceof DatabaseDown ? Future.succeededFuture(List.of()) : Future.failedFuture(e));
    }
}

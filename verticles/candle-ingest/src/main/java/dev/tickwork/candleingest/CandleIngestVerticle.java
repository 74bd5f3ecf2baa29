package dev.tickwork.candleingest;

import dev.tickwork.candleingest.answers.CandleAnswers;
import dev.tickwork.candleingest.answers.CandleListOperation;
import dev.tickwork.candleingest.answers.QuarantineOperations;
import dev.tickwork.candleingest.answers.RevisionsOperation;
import dev.tickwork.candleingest.answers.RuleOperations;
import dev.tickwork.candleingest.answers.SeriesOperations;
import dev.tickwork.candleingest.answers.StatusOperation;
import dev.tickwork.candleingest.backfill.Backfill;
import dev.tickwork.candleingest.fetch.CandleFetchJob;
import dev.tickwork.candleingest.fetch.FetchParts;
import dev.tickwork.candleingest.intake.CandleIntake;
import dev.tickwork.candleingest.intake.Refreshing;
import dev.tickwork.candleingest.intake.ToldOutcomes;
import dev.tickwork.candleingest.live.CandlePush;
import dev.tickwork.candleingest.live.RedisOutlet;
import dev.tickwork.candleingest.quality.Quarantine;
import dev.tickwork.candleingest.retention.RetainedBatches;
import dev.tickwork.candleingest.retention.RetainedCandles;
import dev.tickwork.candleingest.series.SeriesBook;
import dev.tickwork.candleingest.series.SeriesRules;
import dev.tickwork.candleingest.series.SeriesStore;
import dev.tickwork.candleingest.series.StoredSeries;
import dev.tickwork.candleingest.series.WantedSeries;
import dev.tickwork.candleingest.update.UpdateJob;
import dev.tickwork.candleingest.update.UpdatePace;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.jobs.Cadence;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.runtime.retention.Keeping;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires candle-ingest together. No logic here; {@link CandleIntake} says what happens to candles. */
public final class CandleIngestVerticle extends VerticleBase {
    static final String NAME = "candle-ingest";
    public static final VerticleDefinition<CandleIngestConfig> DEFINITION =
            new VerticleDefinition<>(NAME, CandleIngestConfig.class, CandleIngestVerticle::new);

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration BEFORE_CLEANING = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(CandleIngestVerticle.class);

    private final CandleIngestConfig config;
    private final Platform platform;
    private final Quarantine quarantine = new Quarantine();
    private final SeriesRules rules;
    private final List<WantedSeries> wanted;
    private final SeriesBook book;
    private final CandlePush push;
    private final CandleIntake intake;
    private final Refreshing refreshing;
    private final Backfill backfill;
    private final Present present;
    private final List<Job> jobs;
    private final List<Keeping> kept;
    private List<Subscription> subscriptions = List.of();

    public CandleIngestVerticle(CandleIngestConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
        this.rules = new SeriesRules(
                platform.candleSource().name(), platform.candleSource().timeframes(), timeframe -> config.keptDays()
                        .lookedAfter(timeframe, config.backfill().days()));
        config.symbols().forEach(this::requireKnown);
        this.wanted = rules.wanted(config.symbols(), config.collected());
        this.book = new SeriesBook(platform.database(), new SeriesStore());
        this.push = new CandlePush(new RedisOutlet(platform.redis().lastValues()), platform.time(), platform.world());
        this.intake = new CandleIntake(book, quarantine, new ToldOutcomes(push, platform.bus()), platform.time());
        this.refreshing = new Refreshing(platform.time(), this::refresh);
        this.backfill = new Backfill(platform, platform.candleSource(), config.grace(), timeframe -> config.keptDays()
                .of(timeframe));
        this.present = new Present(config.stream(), config.grace(), platform, heard());
        this.jobs = Stream.concat(Stream.of(candleFetch(), backfill.job(NAME)), updates().stream())
                .toList();
        this.kept = Stream.of(new RetainedCandles(config.keptDays(), platform.time()), new RetainedBatches())
                .map(table -> platform.retention().keeping(table, NAME, daily(platform)))
                .toList();
    }

    @Override
    public Future<?> start() {
        log.atInfo().addKeyValue("rows", wanted.size()).log("collecting series of candles");
        return book.register(wanted, rules, platform.time().now())
                .compose(registered -> refreshing.start())
                .compose(read -> Future.all(answering()))
                .map(answering -> subscriptions = answering.list())
                .compose(read ->
                        Future.all(jobs.stream().map(platform.jobs()::start).toList()))
                .compose(started -> Future.all(kept.stream().map(Keeping::start).toList()))
                .compose(started ->
                        config.backfill().onStartup() ? backfill.begin().mapEmpty() : Future.succeededFuture())
                .compose(begun -> present.start(context))
                .onSuccess(listening -> new ToldNeeds(config, platform.candleSource(), backfill).tell(served().size()));
    }

    @Override
    public Future<?> stop() {
        refreshing.stop();
        return present.stop()
                .eventually(() ->
                        Future.join(jobs.stream().map(platform.jobs()::stop).toList()))
                .eventually(() -> Future.join(kept.stream().map(Keeping::stop).toList()))
                .eventually(() -> Future.join(
                        subscriptions.stream().map(Subscription::end).toList()));
    }

    /** Once a day, and for the first time an hour after the start, when the past has been loaded. */
    private static Schedule daily(Platform platform) {
        Instant first = platform.time().now().plus(BEFORE_CLEANING);
        return Schedule.every(DAY).stretchedBy(now -> new Cadence(DAY, first, null));
    }

    private List<Future<Subscription>> answering() {
        var answers = new CandleAnswers(
                platform.database(),
                book,
                platform.time(),
                platform.candleSource().name(),
                platform.world().isSimulated());
        String node = platform.node().name();
        List<Future<Subscription>> all = new ArrayList<>();
        all.add(new CandleListOperation(answers).answerOn(platform.bus()));
        all.add(new RevisionsOperation(answers).answerOn(platform.bus()));
        all.add(new StatusOperation(answers, () -> Optional.of(present.state()), config.grace())
                .answerOn(platform.bus()));
        all.addAll(new SeriesOperations(answers, rules, platform.instruments(), platform.replies())
                .answerOn(platform.bus()));
        all.addAll(new QuarantineOperations(answers, intake, platform.replies(), node).answerOn(platform.bus()));
        all.addAll(new RuleOperations(answers, quarantine, platform.replies()).answerOn(platform.bus()));
        all.addAll(backfill.answerOn());
        return all;
    }

    private HeardCandles heard() {
        return new HeardCandles(
                intake, push, platform.node().name(), platform.candleStreams().name());
    }

    private Job candleFetch() {
        var parts = new FetchParts(
                platform.candleSource(),
                book,
                intake,
                backfill::answered,
                platform.node().name(),
                config.grace(),
                platform.time());
        return new CandleFetchJob(parts, NAME);
    }

    private Optional<Job> updates() {
        if (!config.update().enabled()) {
            return Optional.empty();
        }
        Duration interval = config.update().interval();
        int served =
                (int) wanted.stream().filter(one -> one.builtFrom() == null).count();
        new UpdatePace(interval, platform.candleSource().betweenCalls())
                .tooFast(served)
                .ifPresent(why -> {
                    throw new IllegalArgumentException("conf/candle-ingest.yaml: update.interval: " + why);
                });
        return Optional.of(new UpdateJob(NAME, interval, this::served, platform.time()));
    }

    /** What the exchange can be asked for at the moment. */
    private Collection<Series> served() {
        return book.all().stream()
                .filter(one -> one.isCollected() && !one.isBuilt())
                .map(StoredSeries::series)
                .toList();
    }

    private Future<Void> refresh() {
        return book.reload().compose(read -> quarantine.reload(platform.database()));
    }

    private void requireKnown(String symbol) {
        if (platform.instruments().find(symbol).isEmpty()) {
            throw new IllegalArgumentException("conf/candle-ingest.yaml: there is no instrument " + symbol
                    + "; known are " + platform.instruments().symbols());
        }
    }
}

package dev.tickwork.candleingest;

import dev.tickwork.candleingest.answers.BatchOperation;
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
import dev.tickwork.candleingest.update.RereadJob;
import dev.tickwork.candleingest.update.UpdateJob;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.jobs.Job;
import dev.tickwork.jobs.Schedule;
import dev.tickwork.messages.Subscription;
import dev.tickwork.postgres.Listening;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import dev.tickwork.runtime.retention.Keeping;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires candle-ingest together. No logic here; {@link CandleIntake} says what happens to candles. */
public final class CandleIngestVerticle extends VerticleBase {
    static final String NAME = "candle-ingest";
    public static final VerticleDefinition<CandleIngestConfig> DEFINITION =
            new VerticleDefinition<>(NAME, CandleIngestConfig.class, CandleIngestVerticle::new);

    /** For the first time when the past has been loaded. */
    private static final Schedule CLEANING = Schedule.every(Duration.ofDays(1)).startingAfter(Duration.ofHours(1));

    /** Other nodes may have changed what is doubted; which series there are they say, which may not be heard. */
    private static final Duration REFRESHED_EVERY = Duration.ofSeconds(30);

    /**
     * What a backfill could not end, because it failed or somebody stopped it, is loaded although nobody asks; where none
     * is to begin by itself, it is given up, for until then nobody looks for gaps there.
     */
    private static final Duration BACKFILLED_EVERY = Duration.ofHours(6);

    private static final Logger log = LoggerFactory.getLogger(CandleIngestVerticle.class);

    private final CandleIngestConfig config;
    private final Platform platform;
    private final Quarantine quarantine = new Quarantine();
    private final SeriesRules rules;
    private final List<WantedSeries> wanted;
    private final SeriesBook book;
    private final CandlePush push;
    private final CandleIntake intake;
    private final Rounds refreshing;
    private final Backfill backfill;
    private final Rounds backfilling;
    private final Present present;
    private final List<Job> jobs;
    private final List<Keeping> kept;
    private List<Subscription> subscriptions = List.of();
    private @Nullable Listening changes;

    public CandleIngestVerticle(CandleIngestConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
        this.rules = new SeriesRules(
                platform.candleSource().name(), platform.candleSource().timeframes(), timeframe -> config.keptDays()
                        .lookedAfter(timeframe, config.backfill().days()));
        config.symbols().forEach(this::requireServed);
        this.wanted = rules.wanted(config.symbols(), config.collected());
        this.book = new SeriesBook(platform.database(), new SeriesStore());
        this.push = new CandlePush(new RedisOutlet(platform.redis().lastValues()), platform.time(), platform.world());
        this.intake = new CandleIntake(book, quarantine, new ToldOutcomes(push, platform.bus()), platform.time());
        this.refreshing = new Rounds(platform.time(), "reading anew", REFRESHED_EVERY, this::refresh);
        this.backfill = new Backfill(platform, platform.candleSource(), config.grace(), timeframe -> config.keptDays()
                .of(timeframe));
        this.backfilling = new Rounds(
                platform.time(),
                "backfill",
                BACKFILLED_EVERY,
                config.backfill().onStartup() ? backfill::begin : backfill::giveUpLeft);
        this.present = new Present(config.stream(), config.grace(), platform, heard());
        this.jobs = Stream.concat(Stream.of(candleFetch(), backfill.job(NAME)), askedAgain().stream())
                .toList();
        this.kept = Stream.concat(
                        RetainedCandles.all(config.keptDays(), platform.time()), Stream.of(new RetainedBatches()))
                .map(table -> platform.retention().keeping(table, NAME, CLEANING))
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
                .compose(started -> backfilling.start())
                .compose(begun -> present.start(context))
                .onSuccess(listening -> hearChanges())
                .onSuccess(listening -> new ToldNeeds(config, platform.candleSource(), backfill).tell(served().size()));
    }

    @Override
    public Future<?> stop() {
        refreshing.stop();
        backfilling.stop();
        if (changes != null) {
            changes.end();
        }
        return present.stop()
                .eventually(() ->
                        Future.join(jobs.stream().map(platform.jobs()::stop).toList()))
                .eventually(() -> Future.join(kept.stream().map(Keeping::stop).toList()))
                .eventually(() -> Future.join(
                        subscriptions.stream().map(Subscription::end).toList()));
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
        all.add(new BatchOperation(answers).answerOn(platform.bus()));
        all.add(new StatusOperation(answers, () -> Optional.of(present.state()), config.grace())
                .answerOn(platform.bus()));
        all.addAll(new SeriesOperations(answers, rules, platform.instruments(), platform.replies(), backfill::begin)
                .answerOn(platform.bus()));
        all.addAll(new QuarantineOperations(answers, intake, platform.replies(), node).answerOn(platform.bus()));
        all.addAll(new RuleOperations(answers, quarantine, platform.replies()).answerOn(platform.bus()));
        all.addAll(backfill.answerOn(symbol -> rules.refusal(platform.instruments(), symbol)));
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

    private List<Job> askedAgain() {
        var paces = new Paces(config, platform.candleSource().betweenCalls());
        int configured =
                (int) wanted.stream().filter(one -> one.builtFrom() == null).count();
        List<Job> all = new ArrayList<>();
        paces.updates(configured)
                .ifPresent(pace -> all.add(new UpdateJob(NAME, pace, this::servedSeries, platform.time())));
        paces.rereads().ifPresent(pace -> all.add(new RereadJob(NAME, pace, this::served, config.grace())));
        return all;
    }

    /** What the exchange can be asked for at the moment. */
    private Collection<StoredSeries> served() {
        return book.all().stream()
                .filter(one -> one.isCollected() && !one.isBuilt())
                .toList();
    }

    private Collection<Series> servedSeries() {
        return served().stream().map(StoredSeries::series).toList();
    }

    private void hearChanges() {
        changes = platform.database()
                .notifications()
                .listen(SeriesStore.CHANGED, refreshing::now, payload -> refreshing.now());
    }

    private Future<Void> refresh() {
        return book.reload()
                .compose(read -> Future.join(quarantine.reload(platform.database()), present.seriesChanged()))
                .mapEmpty();
    }

    private void requireServed(String symbol) {
        rules.refusal(platform.instruments(), symbol).ifPresent(why -> {
            throw new IllegalArgumentException("conf/candle-ingest.yaml: symbols: " + why);
        });
    }
}

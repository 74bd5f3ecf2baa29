package dev.tickwork.gaprepair;

import dev.tickwork.gaprepair.answers.CoverageOperations;
import dev.tickwork.gaprepair.answers.GapLookup;
import dev.tickwork.gaprepair.answers.GapOperations;
import dev.tickwork.gaprepair.coverage.Coverage;
import dev.tickwork.gaprepair.coverage.Pieces;
import dev.tickwork.gaprepair.detection.GapScan;
import dev.tickwork.gaprepair.detection.Recheck;
import dev.tickwork.gaprepair.repair.Endings;
import dev.tickwork.gaprepair.repair.GapRepair;
import dev.tickwork.gaprepair.retention.OldGaps;
import dev.tickwork.jobs.Job;
import dev.tickwork.messages.Subscription;
import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.ArrayList;
import java.util.List;

/** Wires gap-repair together. No logic here; {@link GapRepairJob} says what it does. */
public final class GapRepairVerticle extends VerticleBase {
    static final String NAME = "gap-repair";
    public static final VerticleDefinition<GapRepairConfig> DEFINITION =
            new VerticleDefinition<>(NAME, GapRepairConfig.class, GapRepairVerticle::new);

    private final Platform platform;
    private final List<Job> jobs;
    private final GapRepairConfig config;
    private List<Subscription> subscriptions = List.of();

    public GapRepairVerticle(GapRepairConfig config, Platform platform) {
        this.platform = platform;
        this.config = config;
        var scan = new GapScan(platform.database(), platform.time(), config.grace());
        var lookout = new Lookout(config, scan, platform.time());
        var repair = new GapRepair(
                platform.database(),
                platform.time(),
                new Recheck(config.grace()),
                new Endings(config.patience(), config.downtimeLeastSymbols(), platform.random()));
        var pulse = new ExchangePulse(platform.candleSource(), repair);
        this.jobs = List.of(
                new GapDetectionJob(config, lookout, new OldGaps(platform.time(), config.keepClosed())),
                new GapRepairJob(config, lookout, pulse, repair, platform.time()));
    }

    @Override
    public Future<?> start() {
        return Future.all(answering())
                .map(answering -> subscriptions = answering.list())
                .compose(answering ->
                        Future.all(jobs.stream().map(platform.jobs()::start).toList()));
    }

    @Override
    public Future<?> stop() {
        return Future.join(jobs.stream().map(platform.jobs()::stop).toList())
                .eventually(() -> Future.join(
                        subscriptions.stream().map(Subscription::end).toList()));
    }

    private List<Future<Subscription>> answering() {
        var pieces = new Pieces(platform.database(), platform.time(), config.grace());
        var coverage = new Coverage(platform.database(), platform.time(), config.grace());
        var runs = new AskedRuns(platform.jobs(), platform.replies(), platform.time());
        List<Future<Subscription>> all =
                new ArrayList<>(new GapOperations(platform.database()).answerOn(platform.bus()));
        all.addAll(new CoverageOperations(coverage, pieces, platform.time()).answerOn(platform.bus()));
        all.addAll(new RepairOperations(runs, new GapLookup(), pieces).answerOn(platform.bus()));
        return all;
    }
}

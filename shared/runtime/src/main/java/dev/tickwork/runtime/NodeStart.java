package dev.tickwork.runtime;

import dev.tickwork.jobs.EngineParts;
import dev.tickwork.jobs.EnginePorts;
import dev.tickwork.jobs.EngineSettings;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.jobs.RunListener;
import dev.tickwork.jobs.WorkerNode;
import dev.tickwork.messages.VertxBus;
import dev.tickwork.providers.bitfinex.BitfinexCandleStreams;
import dev.tickwork.providers.bitfinex.BitfinexCandles;
import dev.tickwork.providers.twelvedata.TwelveDataDailyPrices;
import dev.tickwork.providers.twelvedata.TwelveDataQuotes;
import dev.tickwork.runtime.NodePlatform.Company;
import dev.tickwork.runtime.NodePlatform.Outside;
import dev.tickwork.runtime.clock.ClockOperations;
import dev.tickwork.runtime.clock.NodeTime;
import dev.tickwork.runtime.clock.SharedClock;
import dev.tickwork.runtime.health.HealthCheck;
import dev.tickwork.runtime.jobs.BulkActionJob;
import dev.tickwork.runtime.jobs.CeleryCatchUp;
import dev.tickwork.runtime.jobs.CeleryMirror;
import dev.tickwork.runtime.jobs.JobOperations;
import dev.tickwork.runtime.jobs.JobParts;
import dev.tickwork.runtime.jobs.RunListeners;
import dev.tickwork.runtime.jobs.RunNews;
import dev.tickwork.runtime.jobs.WorkersCheck;
import dev.tickwork.runtime.lifecycle.Closing;
import dev.tickwork.runtime.nodes.NodeDirectory;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.runtime.nodes.NodeNews;
import dev.tickwork.runtime.nodes.NodeOperations;
import dev.tickwork.runtime.nodes.SystemNews;
import dev.tickwork.runtime.notices.NoticeParts;
import dev.tickwork.runtime.notices.ScheduleHeartbeats;
import dev.tickwork.runtime.outside.ClockPause;
import dev.tickwork.runtime.outside.OutsideHealth;
import dev.tickwork.runtime.retention.Retention;
import dev.tickwork.upstream.Upstream;
import dev.tickwork.upstream.UpstreamParts;
import io.vertx.core.Future;
import java.security.SecureRandom;

/** Starts a process, top to bottom. Blocks, so it runs on a thread of nobody's. */
final class NodeStart {
    /** What is said of its health by the process itself. */
    private static final String PROCESS = "process";

    private final Site site;
    private final Closing closing;
    private final RunListeners runs = new RunListeners();

    NodeStart(NodePlan plan, Closing closing) {
        this.site = new Site(plan, closing, new SecureRandom());
        this.closing = closing;
    }

    Node run() {
        try {
            return started();
        } catch (RuntimeException | Error e) {
            Waiting.untilEnded(Site.PATIENCE, "the end of what had started", closing.close());
            throw e;
        }
    }

    private Node started() {
        SchemaUpdate schema = SchemaUpdate.begin(site.config());
        Foundation foundation = new FoundationStart(site).run();
        Stores stores = new StoresStart(site, foundation, schema).run();
        Company company = company(foundation, stores);
        Outside outside = outside(foundation, stores);
        clock(foundation, stores, company);
        NoticeParts notices = notices(foundation, stores, outside);
        JobEngine jobs = jobs(foundation, stores, company, notices);
        Retention retention = retention(foundation, stores, jobs);
        watch(foundation);
        var platform = new NodePlatform(foundation, stores, company, outside, jobs, retention);
        var news = new SystemNews(stores.redis().lastValues());
        // Whoever is up first must not say that everything works before the last one is.
        platform.health().register(PROCESS, () -> HealthCheck.down("it is starting"));
        NodeNews ofThis = news(platform, news);
        new VerticlesStart(site, platform, news).run();
        platform.health().remove(PROCESS);
        closing.add("the runs under way", () -> drained(platform, ofThis));
        ofThis.up();
        return new Node(platform, closing, runs);
    }

    private NodeNews news(Platform platform, SystemNews system) {
        var news = new NodeNews(system, platform.node(), platform.health(), platform.time());
        closing.add("news of the node", () -> news.stop(platform.vertx()));
        news.start(platform.vertx(), platform.nodes());
        return news;
    }

    private Future<Void> drained(Platform platform, NodeNews news) {
        news.leaving();
        platform.health().register(PROCESS, () -> HealthCheck.down("it is stopping"));
        return platform.jobs().drain(site.config().drain());
    }

    private Company company(Foundation foundation, Stores stores) {
        var bus = new VertxBus(foundation.vertx().eventBus());
        var directory =
                new NodeDirectory(bus, foundation.node(), foundation.time().trueClock());
        closing.add("node directory", () -> directory.stop(foundation.vertx()));
        site.await("the event bus", directory.start(foundation.vertx(), foundation.health(), foundation.metrics()));
        var operations = new NodeOperations(directory, stores.database(), foundation.time());
        closing.add("node operations", operations::stop);
        site.await("the event bus", operations.start(bus));
        return new Company(bus, directory, site.plan().clustered());
    }

    private Outside outside(Foundation foundation, Stores stores) {
        var parts = new UpstreamParts(
                foundation.vertx(),
                foundation.time().asClock(),
                new ClockPause(foundation.vertx(), foundation.time()),
                site.random(),
                stores.redis().rateLimit(),
                stores.redis().budget(),
                foundation.metrics().registry());
        var world = site.config().world();
        var upstream = Upstream.open(site.plan().outside().inWorld(world), parts);
        closing.add("upstream", upstream::close);
        foundation.health().register("providers", () -> OutsideHealth.of(upstream.status()));
        return new Outside(
                upstream,
                new TwelveDataQuotes(upstream, stores.instruments(), foundation.time(), world),
                new TwelveDataDailyPrices(upstream, stores.instruments(), foundation.time()),
                new BitfinexCandles(upstream, stores.instruments(), foundation.time()),
                new BitfinexCandleStreams(upstream, stores.instruments(), foundation.time()));
    }

    private void clock(Foundation foundation, Stores stores, Company company) {
        var clock = new SharedClock(stores.database(), foundation.time());
        closing.add("clock", clock::stop);
        site.await(
                "the clock",
                clock.start(site.config().clock(), foundation.node().name()));
        var operations =
                new ClockOperations(clock, foundation.time(), site.config().world());
        closing.add("clock operations", operations::stop);
        site.await("the event bus", operations.start(company.bus()));
    }

    private NoticeParts notices(Foundation foundation, Stores stores, Outside outside) {
        NodeTime time = foundation.time();
        var ground = new NoticeParts.Ground(
                foundation.vertx(),
                stores.database(),
                time,
                outside.upstream(),
                site.plan().notices(),
                site.plan().outside(),
                site.config().environment());
        var notices = NoticeParts.on(ground, site.random());
        closing.add("notices", notices.desk()::stop);
        time.onMoved(notices.desk()::nudge);
        notices.desk().start();
        return notices;
    }

    private JobEngine jobs(Foundation foundation, Stores stores, Company company, NoticeParts notices) {
        NodeTime time = foundation.time();
        runs.add(new RunNews(
                stores.redis().lastValues(),
                foundation.metrics().registry(),
                time,
                foundation.node().name()));
        runs.add(mirror(stores, time));
        runs.add(new ScheduleHeartbeats(stores.database(), time, site.plan().outside(), notices.heartbeats()));
        var engine = JobEngine.open(new EngineParts(
                foundation.vertx(),
                stores.database(),
                time,
                time.trueClock(),
                site.random(),
                worker(foundation.node()),
                EngineSettings.DEFAULT
                        .as(site.plan().purpose().role())
                        .draining(site.config().drain())
                        .keeping(site.config().cleanup().runs()),
                new EnginePorts(runs, time::follow, site.plan().live()::redact, notices.incidents())));
        closing.add("the job engine", engine::close);
        if (site.plan().servesCallers()) {
            foundation.health().register("workers", () -> WorkersCheck.of(engine.workers()));
        }
        time.onMoved(engine::clockMoved);
        var operations =
                new JobOperations(new JobParts(engine, stores.database(), time, stores.replies(), this::isWatcher));
        closing.add("job operations", operations::stop);
        site.await("the event bus", operations.start(company.bus()));
        site.await("the job of bulk actions", engine.start(new BulkActionJob(stores.database(), engine.operator())));
        return engine;
    }

    private boolean isWatcher(String address) {
        return site.plan()
                .outside()
                .webhookOf(address)
                .filter(site.plan().notices().heartbeats()::containsKey)
                .isPresent();
    }

    private RunListener mirror(Stores stores, NodeTime time) {
        var mirror = new CeleryMirror(stores.database(), stores.redis().cache());
        var catchUp = new CeleryCatchUp(mirror, time);
        closing.add("the catching up of tasks", catchUp::stop);
        stores.redis().link().onChange(isUp -> {
            if (isUp) {
                catchUp.start();
            }
        });
        catchUp.start();
        return mirror;
    }

    private Retention retention(Foundation foundation, Stores stores, JobEngine jobs) {
        var cleanup = site.config().cleanup();
        var place = new Retention.Place(
                cleanup.archives(), site.config().world(), foundation.node().name(), cleanup.runs());
        var retention =
                new Retention(jobs, stores.database(), foundation.time(), site.random(), place, cleanup.every());
        site.await("the cleanup", retention.start());
        return retention;
    }

    private static WorkerNode worker(NodeInfo node) {
        return new WorkerNode(
                node.id().toString(),
                node.name(),
                node.host(),
                node.pid(),
                node.version(),
                node.startedAt(),
                node.verticles());
    }

    private void watch(Foundation foundation) {
        var where = site.config().watch();
        if (where.port() > 0 && site.plan().purpose().isWatched()) {
            var server = new WatchServer(foundation.vertx(), foundation.health(), foundation.metrics());
            closing.add("watch server", server::close);
            site.await("the watch server", server.start(where));
        }
    }
}

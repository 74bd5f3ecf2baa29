package dev.tickwork.runtime;

import dev.tickwork.domain.World;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.domain.time.Time;
import dev.tickwork.jobs.JobEngine;
import dev.tickwork.messages.Bus;
import dev.tickwork.postgres.Database;
import dev.tickwork.providers.CandleSource;
import dev.tickwork.providers.CandleStreams;
import dev.tickwork.providers.DailyPriceSource;
import dev.tickwork.providers.QuoteSource;
import dev.tickwork.runtime.health.Health;
import dev.tickwork.runtime.nodes.NodeDirectory;
import dev.tickwork.runtime.nodes.NodeInfo;
import dev.tickwork.runtime.replies.IdempotentReplies;
import dev.tickwork.runtime.retention.Retention;
import dev.tickwork.upstream.Upstream;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/** The platform of a running process. */
record NodePlatform(
        Foundation foundation, Stores stores, Company company, Outside outside, JobEngine jobs, Retention retention)
        implements Platform {
    /**
     * What a process has to speak with others.
     *
     * @param bus to all who share it
     * @param nodes who they are
     * @param isClustered whether they may be in other processes
     */
    record Company(Bus bus, NodeDirectory nodes, boolean isClustered) {}

    /**
     * What a process has of the world outside.
     *
     * @param upstream the one door
     * @param quotes who knows prices
     * @param days who knows the prices of past days
     * @param candles who can be asked for candles
     * @param streams who tells candles as they change
     */
    record Outside(
            Upstream upstream,
            QuoteSource quotes,
            DailyPriceSource days,
            CandleSource candles,
            CandleStreams streams) {}

    @Override
    public Vertx vertx() {
        return foundation.vertx();
    }

    @Override
    public Time time() {
        return foundation.time();
    }

    @Override
    public RandomGenerator random() {
        return foundation.random();
    }

    @Override
    public Bus bus() {
        return company.bus();
    }

    @Override
    public Database database() {
        return stores.database();
    }

    @Override
    public RedisParts redis() {
        return stores.redis();
    }

    @Override
    public IdempotentReplies replies() {
        return stores.replies();
    }

    @Override
    public Upstream upstream() {
        return outside.upstream();
    }

    @Override
    public QuoteSource quoteSource() {
        return outside.quotes();
    }

    @Override
    public DailyPriceSource dailyPriceSource() {
        return outside.days();
    }

    @Override
    public CandleSource candleSource() {
        return outside.candles();
    }

    @Override
    public CandleStreams candleStreams() {
        return outside.streams();
    }

    @Override
    public InstrumentCatalog instruments() {
        return stores.instruments();
    }

    @Override
    public MeterRegistry metrics() {
        return foundation.metrics().registry();
    }

    @Override
    public Health health() {
        return foundation.health();
    }

    @Override
    public NodeInfo node() {
        return foundation.node();
    }

    @Override
    public NodeDirectory nodes() {
        return company.nodes();
    }

    @Override
    public World world() {
        return foundation.config().world();
    }

    @Override
    public String environment() {
        return foundation.config().environment();
    }

    @Override
    public boolean isClustered() {
        return company.isClustered();
    }
}

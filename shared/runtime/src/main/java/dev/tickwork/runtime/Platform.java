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

/** The parts that a process hands to its verticles. All of them are made once and closed after the last verticle. */
public interface Platform {
    Vertx vertx();

    /** The one clock. */
    Time time();

    /** For jitter, identifiers and keys: not predictable. Any thread may use it. */
    RandomGenerator random();

    Bus bus();

    /** The truth, migrated and of our world. */
    Database database();

    RedisParts redis();

    /** Answers to requests that may be repeated. */
    IdempotentReplies replies();

    /** The one door out. */
    Upstream upstream();

    /** Who knows current prices: the real provider in production, else the simulator under its name. */
    QuoteSource quoteSource();

    /** Who knows the prices of past days; as {@link #quoteSource}. */
    DailyPriceSource dailyPriceSource();

    /** Who can be asked for candles; as {@link #quoteSource}. */
    CandleSource candleSource();

    /** Who tells candles as they change; as {@link #quoteSource}. */
    CandleStreams candleStreams();

    /** Everything that can have a price here, as it was when the process started. */
    InstrumentCatalog instruments();

    /** Runs the jobs of this process. */
    JobEngine jobs();

    /** Keeps tables to their retention. */
    Retention retention();

    MeterRegistry metrics();

    /** How this process is. */
    Health health();

    /** This process. */
    NodeInfo node();

    /** All processes that share the bus, and how they are. */
    NodeDirectory nodes();

    /** Whether prices are simulated or real here. */
    World world();

    /** As configured, such as {@code development} or {@code production}. */
    String environment();

    /** Whether other processes share the bus. */
    boolean isClustered();
}

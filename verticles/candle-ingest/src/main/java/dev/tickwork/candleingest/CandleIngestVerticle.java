package dev.tickwork.candleingest;

import dev.tickwork.runtime.Platform;
import dev.tickwork.runtime.VerticleDefinition;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires candle-ingest together. No logic here. */
public final class CandleIngestVerticle extends VerticleBase {
    static final String NAME = "candle-ingest";
    public static final VerticleDefinition<CandleIngestConfig> DEFINITION =
            new VerticleDefinition<>(NAME, CandleIngestConfig.class, CandleIngestVerticle::new);

    private static final Logger log = LoggerFactory.getLogger(CandleIngestVerticle.class);

    private final CandleIngestConfig config;
    private final Platform platform;

    public CandleIngestVerticle(CandleIngestConfig config, Platform platform) {
        this.config = config;
        this.platform = platform;
    }

    @Override
    public Future<?> start() {
        log.atInfo()
                .addKeyValue("symbols", config.symbols())
                .addKeyValue("node", platform.node().name())
                .log("collecting candles");
        return Future.succeededFuture();
    }
}

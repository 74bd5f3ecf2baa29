package dev.tickwork.candleingest;

import dev.tickwork.candleingest.backfill.Backfill;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells, once, how much the exchange will be asked and how long the past will take: whoever finds that too long collects
 * less or asks for a higher limit.
 */
record ToldNeeds(CandleIngestConfig config, CandleSource source, Backfill backfill) {
    private static final Logger log = LoggerFactory.getLogger(ToldNeeds.class);

    /** @param served how many series the exchange can be asked for */
    void tell(int served) {
        Future<Integer> past = config.backfill().onStartup() ? backfill.requests() : Future.succeededFuture(0);
        past.map(requests -> needs(served, requests)).onSuccess(ToldNeeds::tell).onFailure(failure -> log.atDebug()
                .addKeyValue("error", failure.getMessage())
                .log("how much the exchange will be asked is not known"));
    }

    private RateNeeds needs(int served, int past) {
        var paces = new Paces(config, source.betweenCalls());
        return new RateNeeds(
                source.betweenCalls(),
                paces.updates().map(pace -> pace.cadence(served).every()).orElse(null),
                paces.rereads().map(pace -> pace.cadence(served).every()).orElse(null),
                served,
                config.stream().enabled() ? served : 0,
                past);
    }

    private static void tell(RateNeeds needs) {
        log.atInfo()
                .addKeyValue("allowedPerMinute", needs.allowed())
                .addKeyValue("updatesPerMinute", needs.updates())
                .addKeyValue("rereadsPerMinute", needs.rereads())
                .addKeyValue("catchUps", needs.catchUps())
                .addKeyValue("backfill", needs.backfill())
                .addKeyValue("minutes", needs.minutes().map(Object::toString).orElse("without end"))
                .log("so much the exchange will be asked");
    }
}

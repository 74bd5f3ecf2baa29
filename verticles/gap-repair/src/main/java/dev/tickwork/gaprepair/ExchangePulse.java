package dev.tickwork.gaprepair;

import dev.tickwork.domain.Fault;
import dev.tickwork.gaprepair.repair.GapRepair;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks an exchange whether it works, and notes the downtime when it says that it does not. */
final class ExchangePulse {
    private static final Logger log = LoggerFactory.getLogger(ExchangePulse.class);

    private final CandleSource exchange;
    private final GapRepair repair;

    ExchangePulse(CandleSource exchange, GapRepair repair) {
        this.exchange = exchange;
        this.repair = repair;
    }

    /** True as well when it does not say: then asking for candles will show it. */
    Future<Boolean> isOperative(RunContext run) {
        return exchange.isOperative()
                .compose(operative ->
                        repair.operative(run, exchange.name(), operative).map(operative))
                .recover(ExchangePulse::unlessUnsaid);
    }

    private static Future<Boolean> unlessUnsaid(Throwable failure) {
        if (failure instanceof Fault.Transient || failure instanceof Fault.RateLimited) {
            log.atInfo().addKeyValue("error", failure.getMessage()).log("the exchange does not say whether it works");
            return Future.succeededFuture(true);
        }
        return Future.failedFuture(failure);
    }
}

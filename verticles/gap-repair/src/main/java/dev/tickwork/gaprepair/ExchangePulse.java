package dev.tickwork.gaprepair;

import dev.tickwork.domain.Fault;
import dev.tickwork.gaprepair.repair.GapRepair;
import dev.tickwork.jobs.RunContext;
import dev.tickwork.providers.CandleSource;
import io.vertx.core.Future;
import java.util.Optional;
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
                .map(Optional::of)
                .recover(ExchangePulse::unsaid)
                .compose(said -> repair.operative(run, exchange.name(), said.orElse(null))
                        .map(said.orElse(true)));
    }

    /** Asks for the end of a downtime that goes on; else it would go on until somebody has something to ask for. */
    Future<Boolean> askWhileDown(RunContext run) {
        return repair.isDown(exchange.name())
                .compose(isDown -> isDown ? isOperative(run) : Future.succeededFuture(true));
    }

    private static Future<Optional<Boolean>> unsaid(Throwable failure) {
        if (failure instanceof Fault.Permanent) {
            log.atWarn().addKeyValue("error", failure.getMessage()).log("whether the exchange works cannot be read");
            return Future.succeededFuture(Optional.empty());
        }
        if (failure instanceof Fault.Transient || failure instanceof Fault.RateLimited) {
            log.atInfo().addKeyValue("error", failure.getMessage()).log("the exchange does not say whether it works");
            return Future.succeededFuture(Optional.empty());
        }
        return Future.failedFuture(failure);
    }
}

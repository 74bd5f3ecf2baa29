package dev.tickwork.candleingest.intake;

import static java.util.stream.Collectors.groupingBy;

import dev.tickwork.candleingest.live.CandlePush;
import dev.tickwork.candleingest.store.Saved;
import dev.tickwork.candleingest.store.SeenCandle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.messages.Bus;
import dev.tickwork.messages.candles.CandlesRestated;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells browsers of what is new, and everybody of what was restated. Safe for any thread. */
public final class ToldOutcomes implements Outcomes {
    private static final Logger log = LoggerFactory.getLogger(ToldOutcomes.class);

    private final CandlePush push;
    private final Bus bus;
    private final Set<Series> unknown = ConcurrentHashMap.newKeySet();

    public ToldOutcomes(CandlePush push, Bus bus) {
        this.push = push;
        this.bus = bus;
    }

    @Override
    public void tell(Intake intake) {
        tell(intake.saved(), intake.batchId());
        tell(intake.built(), intake.builtBatchId());
        if (intake.verdict().quarantined() > 0) {
            log.atWarn()
                    .addKeyValue("rows", intake.verdict().quarantined())
                    .addKeyValue("batchId", intake.batchId())
                    .log("candles are doubted and wait for an operator");
        }
        intake.verdict().released().forEach(one -> log.atInfo()
                .addKeyValue("symbol", one.seen().seen().series())
                .addKeyValue("from", one.seen().openTime())
                .log("a doubted candle is borne out by what followed"));
    }

    @Override
    public void unknown(Series series) {
        if (unknown.add(series)) {
            log.atWarn().addKeyValue("symbol", series).log("candles came of a series that is not collected");
        }
    }

    private void tell(Saved saved, long batchId) {
        saved.added().forEach(one -> push.showStored(one.seen()));
        saved.changed().forEach(one -> push.showStored(one.seen()));
        saved.restated().stream()
                .collect(groupingBy(one -> one.seen().series()))
                .forEach((series, restated) -> restated(series, restated, batchId));
    }

    // Whoever draws more than the newest of them asks for all anew: the event says which.
    private void restated(Series series, List<SeenCandle> restated, long batchId) {
        restated.stream().max(SeenCandle.IN_ORDER).ifPresent(newest -> push.correct(newest.seen()));
        var opens = restated.stream().map(SeenCandle::openTime).sorted().toList();
        log.atInfo()
                .addKeyValue("symbol", series)
                .addKeyValue("rows", opens.size())
                .addKeyValue("from", opens.get(0))
                .addKeyValue("batchId", batchId)
                .log("candles were restated");
        bus.publish(
                CandlesRestated.TOPIC,
                new CandlesRestated(
                        series.exchange(), series.symbol(), series.timeframe().label(), opens, batchId));
    }
}

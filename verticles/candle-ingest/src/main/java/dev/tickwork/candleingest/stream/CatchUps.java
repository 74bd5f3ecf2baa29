package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.candles.Timeframe;
import dev.tickwork.domain.time.Alarm;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the exchange for what the stream did not bring. One request of a series goes on at a time; what is lost meanwhile
 * is put together, so that a connection that breaks every few seconds does not become a flood. Touched on one context
 * only; what it knows is lost with the node, whose successor looks back by itself.
 */
final class CatchUps {
    private static final Duration LOOK = Duration.ofSeconds(2);
    private static final UUID NOT_ASKED_YET = new UUID(0, 0);
    private static final Logger log = LoggerFactory.getLogger(CatchUps.class);

    private final Home home;
    private final Requests requests;
    private final Map<Series, Lost> lost = new HashMap<>();
    private final Map<Series, UUID> underWay = new HashMap<>();
    private @Nullable Alarm look;
    private boolean troubled;

    CatchUps(Home home, Requests requests) {
        this.home = home;
        this.requests = requests;
    }

    /** Asks for candles without the stream. */
    interface Requests {
        /** Asks for every candle of a series that opens in {@code span}. @return the run that does it */
        Future<UUID> ask(Series series, Span span);

        /** Whether a run is over, whatever became of it. */
        Future<Boolean> isOver(UUID run);
    }

    /** The candles that formed or opened from {@code from} until {@code until} may not have been heard as they are. */
    void want(Series series, Instant from, Instant until) {
        Timeframe timeframe = series.timeframe();
        want(series, new Span(timeframe.openOf(from), timeframe.closeOf(timeframe.openOf(until))));
    }

    /** The candles that open in {@code span} were not heard, or not to their end. */
    void want(Series series, Span span) {
        log.atInfo()
                .addKeyValue("symbol", series)
                .addKeyValue("from", span.from())
                .addKeyValue("until", span.until())
                .log("asking for what the stream missed");
        lost.merge(series, Lost.NOTHING.and(span), (before, more) -> before.and(span));
        ask(series);
    }

    /** Nobody wants to know any more. */
    void forget(Series series) {
        lost.remove(series);
    }

    void stop() {
        lost.clear();
        underWay.clear();
        if (look != null) {
            look.cancel();
        }
    }

    private void ask(Series series) {
        Lost wanted = lost.getOrDefault(series, Lost.NOTHING);
        if (wanted.isEmpty() || underWay.containsKey(series)) {
            return;
        }
        underWay.put(series, NOT_ASKED_YET);
        lost.put(series, wanted.butFirst());
        home.here(requests.ask(series, wanted.first()))
                .onSuccess(run -> asked(series, run))
                .onFailure(failure -> notAsked(series, wanted.first(), failure))
                .onComplete(answer -> lookLater());
    }

    private void asked(Series series, UUID run) {
        underWay.replace(series, run);
        lost.values().removeIf(Lost::isEmpty);
        troubled = false;
    }

    private void notAsked(Series series, Span span, Throwable failure) {
        underWay.remove(series);
        lost.merge(series, Lost.NOTHING.and(span), (others, same) -> others.and(span));
        if (!troubled) {
            troubled = true;
            log.atWarn()
                    .addKeyValue("symbol", series)
                    .addKeyValue("error", failure.getMessage())
                    .log("could not ask for what the stream missed, will retry");
        }
    }

    private void lookLater() {
        if (look == null && !(underWay.isEmpty() && lost.isEmpty())) {
            look = home.after(LOOK, this::look);
        }
    }

    private void look() {
        look = null;
        Map.copyOf(underWay).forEach(this::look);
        Map.copyOf(lost).keySet().forEach(this::ask);
        lookLater();
    }

    private void look(Series series, UUID run) {
        if (run.equals(NOT_ASKED_YET)) {
            return;
        }
        home.here(requests.isOver(run))
                .onSuccess(over -> {
                    if (over && underWay.remove(series, run)) {
                        ask(series);
                    }
                })
                .onFailure(failure -> log.atDebug()
                        .addKeyValue("symbol", series)
                        .addKeyValue("error", failure.getMessage())
                        .log("could not see whether a request is over, will retry"));
    }
}

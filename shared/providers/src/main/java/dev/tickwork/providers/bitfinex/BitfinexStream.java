package dev.tickwork.providers.bitfinex;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.candles.Span;
import dev.tickwork.domain.market.InstrumentCatalog;
import dev.tickwork.providers.AnswerJson;
import dev.tickwork.providers.CandleStream;
import dev.tickwork.providers.CandleStreamListener;
import dev.tickwork.providers.StreamEnd;
import dev.tickwork.providers.Unusable;
import dev.tickwork.upstream.SocketEnd;
import dev.tickwork.upstream.SocketListener;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One socket from its greeting to its end. Objects are events, arrays are data of a channel; all on one context. */
final class BitfinexStream implements CandleStream, SocketListener {
    private static final Logger log = LoggerFactory.getLogger(BitfinexStream.class);

    private final StreamLine line;
    private final AnswerJson json;
    private final CandleStreamListener listener;
    private final Greeting greeting;
    private final Subscriptions subscriptions;
    private final Watchdog watchdog;
    private final SequenceAudit audit = new SequenceAudit();
    private final Lateness lateness;
    private boolean isOver;

    BitfinexStream(StreamLine line, AnswerJson json, CandleStreamListener listener, InstrumentCatalog catalog) {
        this.line = line;
        this.json = json;
        this.listener = listener;
        this.greeting = new Greeting(line, () -> listener.onMaintenance(true));
        this.lateness = new Lateness(line);
        this.subscriptions = new Subscriptions(line, listener, catalog);
        this.watchdog =
                new Watchdog(line, silence -> end(StreamEnd.Kind.SILENT, silence), subscriptions::askAnewAfterSilence);
    }

    /** Completes when it is open, with nothing subscribed yet. */
    Future<BitfinexStream> greet() {
        line.next(() -> line.socket().listen(this));
        return greeting.over().map(this).onFailure(failure -> {
            isOver = true;
            hangUp("it did not begin");
        });
    }

    /** Begins, a moment later, so that whoever opened it has it in hand before anything is heard. */
    void start(Collection<Series> series) {
        line.next(() -> {
            if (!isOver) {
                watchdog.start();
                subscriptions.follow(series);
            }
        });
    }

    @Override
    public void follow(Collection<Series> series) {
        line.next(() -> {
            if (!isOver) {
                subscriptions.follow(series);
            }
        });
    }

    @Override
    public Future<Void> close() {
        end(StreamEnd.Kind.CLOSED, "we closed it");
        return line.close("we closed it");
    }

    @Override
    public void onText(String text) {
        if (isOver) {
            return;
        }
        Instant seenAt = line.now();
        watchdog.heard(seenAt);
        json.find(text).ifPresentOrElse(message -> hear(message, seenAt), () -> log.atWarn()
                .addKeyValue("upstream", BitfinexCandleStreams.UPSTREAM)
                .addKeyValue("error", text.length() + " characters")
                .log("message is no json"));
    }

    @Override
    public void onEnd(SocketEnd end) {
        if (greeting.isOver()) {
            end(end.ours() ? StreamEnd.Kind.FAILED : StreamEnd.Kind.BROKEN, end.reason());
            return;
        }
        greeting.fail("bitfinex: the stream ended before it began, " + end.reason());
    }

    private void hear(JsonNode message, Instant seenAt) {
        if (message.isArray()) {
            data(message, seenAt);
        } else if (greeting.isOver()) {
            event(message);
        } else {
            greeting.hear(message);
        }
    }

    private void event(JsonNode event) {
        switch (event.path("event").asText()) {
            case "info" -> info(event);
            case "subscribed" -> subscriptions.acknowledged(event);
            case "error" ->
                subscriptions.refused(
                        event,
                        json.text(StreamWords.code(event), event.path("msg").asText()));
            default -> {}
        }
    }

    private void info(JsonNode info) {
        switch (StreamWords.code(info)) {
            case StreamWords.RESTART -> end(StreamEnd.Kind.RESTART, "bitfinex asked us to connect anew");
            case StreamWords.MAINTENANCE_BEGINS -> maintenance(true);
            case StreamWords.MAINTENANCE_ENDS -> {
                maintenance(false);
                subscriptions.askAnew();
            }
            default -> {}
        }
    }

    private void maintenance(boolean begins) {
        watchdog.maintenance(begins);
        listener.onMaintenance(begins);
    }

    private void data(JsonNode message, Instant seenAt) {
        if (greeting.has(StreamWords.SEQUENCE)) {
            audit.check(message).ifPresent(this::lost);
        }
        if (greeting.has(StreamWords.TIMESTAMP)) {
            lateness.check(message, seenAt);
        }
        Optional<Series> series = subscriptions.heard(message.path(0), seenAt);
        JsonNode payload = message.path(1);
        if (payload.isArray()) {
            series.ifPresent(one -> candles(one, payload, seenAt));
        }
    }

    private void candles(Series series, JsonNode payload, Instant seenAt) {
        if (CandleArray.isOne(payload)) {
            candle(series, payload, seenAt);
        } else {
            snapshot(series, CandlePage.all(payload, series.timeframe(), new Span(Instant.EPOCH, seenAt)), seenAt);
        }
    }

    private void candle(Series series, JsonNode array, Instant seenAt) {
        try {
            listener.onCandle(series, CandleArray.read(array, series.timeframe()), seenAt);
        } catch (Unusable e) {
            cannotBe(series, String.valueOf(e.getMessage()));
        }
    }

    // What is lost is said first: since the snapshot, all counts as heard.
    private void snapshot(Series series, CandlePage page, Instant seenAt) {
        page.unreadable().stream().limit(1).forEach(one -> cannotBe(series, one.why()));
        if (!page.isUseless()) {
            listener.onSnapshot(series, page.candles(), seenAt);
        }
    }

    private void cannotBe(Series series, String why) {
        lost(List.of(series), "bitfinex sent a candle that cannot be: " + why);
    }

    private void lost(String why) {
        lost(subscriptions.active(), why);
    }

    private void lost(List<Series> series, String why) {
        log.atWarn()
                .addKeyValue("upstream", BitfinexCandleStreams.UPSTREAM)
                .addKeyValue("error", why)
                .log("stream lost something");
        listener.onLost(series, why);
    }

    /** Says so at once: a dead wire would take long to admit it. */
    private void end(StreamEnd.Kind kind, String reason) {
        if (isOver) {
            return;
        }
        isOver = true;
        line.next(() -> {
            subscriptions.tellSilent(watchdog.heardAt(), watchdog.quiet());
            listener.onEnd(new StreamEnd(kind, reason));
        });
        hangUp(reason);
    }

    private void hangUp(String reason) {
        watchdog.stop();
        subscriptions.stop();
        line.close(reason).onFailure(failure -> log.atDebug()
                .addKeyValue("upstream", BitfinexCandleStreams.UPSTREAM)
                .addKeyValue("error", failure.getMessage())
                .log("stream did not end cleanly"));
    }
}

package dev.tickwork.candleingest.stream;

import dev.tickwork.domain.Fault;
import dev.tickwork.domain.candles.Candle;
import dev.tickwork.domain.candles.Series;
import dev.tickwork.domain.time.Alarm;
import dev.tickwork.providers.CandleStream;
import dev.tickwork.providers.CandleStreamListener;
import dev.tickwork.providers.StreamEnd;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection to the exchange that is opened again whenever it ends, until it is closed. It knows since when it has not
 * heard a series, and says so as soon as it hears it again. Touched on one context only, but for how it stands.
 */
final class Line {
    private static final Logger log = LoggerFactory.getLogger(Line.class);

    private final LineParts parts;
    private final Ear ear;
    private final Set<Series> series;
    private final Map<Series, Instant> deafSince;
    private final Set<Series> subscribed = ConcurrentHashMap.newKeySet();
    private Instant heardAt;
    private int failures;
    private boolean closed;
    private volatile String problem = "connecting";
    private volatile @Nullable CandleStream stream;
    private @Nullable Alarm again;

    /**
     * @param ear hears what it brings
     * @param deafSince the series to listen to, and since when each was not heard
     */
    Line(LineParts parts, Ear ear, Map<Series, Instant> deafSince) {
        this.parts = parts;
        this.ear = ear;
        this.series = new HashSet<>(deafSince.keySet());
        this.deafSince = new HashMap<>(deafSince);
        this.heardAt = parts.home().now();
    }

    /** Hears what a line brings. */
    interface Ear {
        void heard(Series series, List<Candle> candles, Instant at);

        /** Until now, and since {@code from}, a series was not heard; how it stands follows. */
        void missed(Series series, Instant from);

        /** Something of a series did not arrive since {@code from}, and nothing will tell how it was. */
        void lost(Series series, Instant from);

        /** The exchange pauses, or it works. */
        void maintenance(boolean isNow);

        /** Nothing comes for a while, so what formed may go on unheard. */
        void deaf(Series series);

        /** The exchange does not tell it on this line, which goes on without it; it was not heard since {@code from}. */
        void refused(Series series, Instant from, String why);
    }

    void open() {
        if (closed) {
            return;
        }
        parts.gate()
                .pass(() -> closed
                        ? notAnyMore()
                        : parts.home().here(parts.streams().open(Set.copyOf(series), listener)))
                .onSuccess(this::opened)
                .onFailure(this::failed);
    }

    /** Hears nothing any more. Safe to repeat. */
    Future<Void> close() {
        closed = true;
        cancelAgain();
        CandleStream open = stream;
        stream = null;
        subscribed.clear();
        return open == null ? Future.succeededFuture() : parts.home().here(open.close());
    }

    /** Why it does not bring what it should, in words for people; empty when it does. */
    String problem() {
        return problem;
    }

    boolean isOpen() {
        return stream != null;
    }

    Set<Series> series() {
        return Set.copyOf(series);
    }

    /**
     * Listens to other series from now on; those that stay are not disturbed.
     *
     * @param gone no more
     * @param added besides, and since when each was not heard
     */
    void change(Collection<Series> gone, Map<Series, Instant> added) {
        series.removeAll(gone);
        subscribed.removeAll(gone);
        deafSince.keySet().removeAll(gone);
        series.addAll(added.keySet());
        deafSince.putAll(added);
        follow();
    }

    private void follow() {
        CandleStream open = stream;
        if (open != null) {
            open.follow(Set.copyOf(series));
        }
    }

    int subscribed() {
        return subscribed.size();
    }

    private static Future<CandleStream> notAnyMore() {
        return Future.failedFuture(new Fault.Cancelled("nobody wants to listen any more"));
    }

    private void opened(CandleStream open) {
        if (closed) {
            open.close().onFailure(failure -> log.atDebug()
                    .addKeyValue("error", failure.getMessage())
                    .log("a stream that is not wanted any more could not be closed"));
            return;
        }
        stream = open;
        heardAt = parts.home().now();
        problem = "";
        // They may have changed while it was opened.
        follow();
        ear.maintenance(false);
        log.atInfo().addKeyValue("rows", series.size()).log("stream opened");
    }

    private void failed(Throwable failure) {
        if (!closed) {
            againLater(parts.patience().after(++failures, failure), String.valueOf(failure.getMessage()));
        }
    }

    private void ended(StreamEnd end) {
        stream = null;
        subscribed.clear();
        series.forEach(one -> isDeaf(one, heardAt));
        if (!closed) {
            againLater(parts.patience().after(++failures), end.reason());
        }
    }

    private void againLater(Duration wait, String why) {
        problem = why;
        log.atWarn()
                .addKeyValue("rows", series.size())
                .addKeyValue("ms", wait.toMillis())
                .addKeyValue("error", why)
                .log("stream is away, will connect again");
        cancelAgain();
        again = parts.home().after(wait, this::open);
    }

    private void cancelAgain() {
        if (again != null) {
            again.cancel();
            again = null;
        }
    }

    private void isDeaf(Series one, Instant since) {
        deafSince.putIfAbsent(one, since);
        ear.deaf(one);
    }

    private final CandleStreamListener listener = new CandleStreamListener() {
        @Override
        public void onSubscribed(Series one) {
            if (!series.contains(one)) {
                return;
            }
            heardAt = parts.home().now();
            subscribed.add(one);
            problem = "";
            Instant since = deafSince.remove(one);
            if (since != null) {
                ear.missed(one, since);
            }
        }

        @Override
        public void onRefused(Series one, String why) {
            isDeaf(one, heardAt);
            series.remove(one);
            subscribed.remove(one);
            ear.refused(one, deafSince.getOrDefault(one, heardAt), why);
        }

        @Override
        public void onSnapshot(Series one, List<Candle> candles, Instant seenAt) {
            heard(one, candles, seenAt);
        }

        @Override
        public void onCandle(Series one, Candle candle, Instant seenAt) {
            heard(one, List.of(candle), seenAt);
        }

        @Override
        public void onMaintenance(boolean begins) {
            problem = begins ? "the exchange is in maintenance" : "";
            ear.maintenance(begins);
            if (begins) {
                series.forEach(one -> isDeaf(one, heardAt));
            }
        }

        @Override
        public void onSilent(Series one, Instant since) {
            log.atWarn()
                    .addKeyValue("symbol", one)
                    .addKeyValue("from", since)
                    .log("a series fell silent though its stream goes on");
            subscribed.remove(one);
            isDeaf(one, since);
        }

        @Override
        public void onLost(List<Series> those, String why) {
            log.atWarn()
                    .addKeyValue("rows", those.size())
                    .addKeyValue("error", why)
                    .log("something that the exchange sent did not arrive");
            those.forEach(one -> ear.lost(one, heardAt));
        }

        @Override
        public void onEnd(StreamEnd end) {
            ended(end);
        }

        private void heard(Series one, List<Candle> candles, Instant seenAt) {
            failures = 0;
            heardAt = seenAt;
            if (!closed && series.contains(one)) {
                ear.heard(one, candles, seenAt);
            }
        }
    };
}
